import { openBenchBrowser, percentile, type BenchRow } from './bench-browser.ts';
import type {} from './page/measure.ts';

const SERIALS = 100_000;

/** Lists of serials on a device, in Chromium on a real disk. */
export async function run(): Promise<BenchRow[]> {
  const browser = await openBenchBrowser();
  try {
    const times = await browser.page.evaluate((given) => window.bench.listing(given), { serials: SERIALS });
    const chromium = browser.page.context().browser()?.version() ?? 'unknown';
    const row = (name: string, value: number): BenchRow => ({
      bench: 'device-search',
      name,
      unit: 'ms',
      value: Math.round(value * 10) / 10,
      serials: SERIALS,
      chromium
    });
    return [
      row('first list after a start', times.firstMs),
      row('longest task meanwhile', times.longestTaskMs),
      ...[50, 95].map((percent) => row(`another list p${percent}`, percentile(times.listsMs, percent))),
      ...[50, 95].map((percent) => row(`30 rows anywhere p${percent}`, percentile(times.windowsMs, percent))),
      ...[50, 95].map((percent) =>
        row(`list after a scan p${percent}`, percentile(times.afterScanMs, percent))
      )
    ];
  } finally {
    await browser.close();
  }
}
