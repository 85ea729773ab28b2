import { openBenchBrowser, percentile, type BenchRow } from './bench-browser.ts';
import type {} from './page/measure.ts';

const WRITES = 500;

/**
 * From a scan to its stored queue row, in Chromium on a real disk: the time
 * before a good beep may sound. `strict` is what the app uses, `relaxed` shows
 * what that costs.
 */
export async function run(): Promise<BenchRow[]> {
  const browser = await openBenchBrowser();
  try {
    const rows: BenchRow[] = [];
    for (const durability of ['strict', 'relaxed'] as const) {
      const input = { writes: WRITES, durability };
      const latencies = await browser.page.evaluate((given) => window.bench.queueWrite(given), input);
      const chromium = browser.page.context().browser()?.version() ?? 'unknown';
      const conditions = { bench: 'queue-write', unit: 'ms', durability, writes: WRITES, chromium };
      for (const percent of [50, 95, 99]) {
        rows.push({ ...conditions, name: `record p${percent}`, value: percentile(latencies, percent) });
      }
    }
    return rows;
  } finally {
    await browser.close();
  }
}
