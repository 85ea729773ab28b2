import { openBenchBrowser, type BenchRow } from './bench-browser.ts';
import type {} from './page/measure.ts';

const MOVEMENTS = 10_000;
const RUNS = 3;

/** A device comes back to the network with a day's movements waiting, in Chromium on a real disk, to a real server. */
export async function run(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (let run = 1; run <= RUNS; run += 1) {
    const browser = await openBenchBrowser();
    try {
      await browser.fillDemo(200);
      const before = browser.bytesSent();
      const times = await browser.page.evaluate((movements) => window.bench.push({ movements }), MOVEMENTS);
      const chromium = browser.page.context().browser()?.version() ?? 'unknown';
      const conditions = { bench: 'push', movements: MOVEMENTS, run, chromium };
      const seconds = (ms: number) => Math.round(ms) / 1000;
      rows.push(
        { ...conditions, name: 'pushed', unit: 's', value: seconds(times.pushedMs) },
        { ...conditions, name: 'pushed and pulled', unit: 's', value: seconds(times.syncedMs) },
        {
          ...conditions,
          name: 'bytes sent',
          unit: 'kB',
          value: Math.round((browser.bytesSent() - before) / 1000)
        }
      );
    } finally {
      await browser.close();
    }
  }
  return rows;
}
