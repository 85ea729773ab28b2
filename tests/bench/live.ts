import { openBenchBrowser, percentile, type BenchRow } from './bench-browser.ts';
import type {} from './page/measure.ts';

const SCANS = 100;

/** From the beep on one device to the moment when another one can show it: two Chromiums, a real server. */
export async function run(): Promise<BenchRow[]> {
  const browser = await openBenchBrowser();
  try {
    await browser.fillDemo(200);
    const [picker, desk] = [browser.page, await browser.another()];
    for (const page of [picker, desk]) await page.evaluate(() => window.bench.live.start());
    const delays: number[] = [];
    for (let scan = 0; scan < SCANS; scan += 1) {
      const serial = `LIVE-${scan}`;
      const seen = desk.evaluate((given) => window.bench.live.seen(given), serial);
      const beepAt = await picker.evaluate((given) => window.bench.live.scan(given), serial);
      delays.push((await seen) - beepAt);
    }
    const chromium = picker.context().browser()?.version() ?? 'unknown';
    const conditions = { bench: 'live', unit: 'ms', scans: SCANS, chromium };
    return [50, 95, 100].map((percent) => ({
      ...conditions,
      name: percent === 100 ? 'slowest' : `seen elsewhere p${percent}`,
      value: percentile(delays, percent)
    }));
  } finally {
    await browser.close();
  }
}
