import { openBenchBrowser, percentile, type BenchRow } from './bench-browser.ts';
import type {} from './page/measure.ts';

const WRITES = 500;

/** With both copies is what the app does. */
const modes = [
  { durability: 'strict', copied: true },
  { durability: 'strict', copied: false },
  { durability: 'relaxed', copied: false }
] as const;

/**
 * From a scan to its stored queue row, in Chromium on a real disk: the time
 * before a good beep may sound. `strict` with two copies is what the app uses, the
 * others show what that costs.
 */
export async function run(): Promise<BenchRow[]> {
  const browser = await openBenchBrowser();
  try {
    const rows: BenchRow[] = [];
    for (const { durability, copied } of modes) {
      const input = { writes: WRITES, durability, copied };
      const latencies = await browser.page.evaluate((given) => window.bench.queueWrite(given), input);
      const chromium = browser.page.context().browser()?.version() ?? 'unknown';
      const conditions = {
        bench: 'queue-write',
        unit: 'ms',
        durability,
        copies: copied ? 2 : 1,
        writes: WRITES,
        chromium
      };
      for (const percent of [50, 95, 99]) {
        rows.push({ ...conditions, name: `record p${percent}`, value: percentile(latencies, percent) });
      }
    }
    return rows;
  } finally {
    await browser.close();
  }
}
