import { openBenchBrowser, percentile, type BenchRow } from './bench-browser.ts';
import { openFilledStore } from './filled-store.ts';
import type {} from './page/measure.ts';

/** Of each number of serials; another one by `BENCH_SERIALS`. */
const SIZES = process.env.BENCH_SERIALS?.split(',').map(Number) ?? [100_000, 1_000_000];

/** The server's own process starts with what this one has stored. */
const filledWith =
  (serials: number) =>
  async (path: string): Promise<void> => {
    const { store } = await openFilledStore(path, serials);
    await store.close();
  };

/** A new device takes over all serials of a server, in Chromium on a real disk; nobody has asked for the segments before. */
async function measure(serials: number): Promise<BenchRow[]> {
  const browser = await openBenchBrowser(filledWith(serials));
  try {
    const before = browser.bytesReceived();
    const times = await browser.page.evaluate(() => window.bench.firstSync());
    const bytes = browser.bytesReceived() - before;
    const chromium = browser.page.context().browser()?.version() ?? 'unknown';
    const row = (name: string, unit: string, value: number): BenchRow => ({
      bench: 'first-sync',
      name,
      unit,
      value,
      serials: times.rows,
      chromium
    });
    const latencies = (name: string, ms: readonly number[]): BenchRow[] =>
      [50, 95].map((percent) => row(`${name} p${percent}`, 'ms', percentile(ms, percent)));
    return [
      row('first sync', 's', Math.round(times.totalMs) / 1000),
      row('of it until the manifest is there', 's', Math.round(times.manifestMs) / 1000),
      row('of it swapping in and pulling', 's', Math.round(times.swapMs) / 1000),
      row('longest task meanwhile', 'ms', Math.round(times.longestTaskMs)),
      row('bytes on the wire', 'kB', Math.round(bytes / 1000)),
      ...latencies('look-up anywhere', times.lookupsMs),
      ...latencies('look-up close by', times.nearLookupsMs),
      ...latencies('search by prefix', times.prefixesMs)
    ];
  } finally {
    await browser.close();
  }
}

export async function run(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const serials of SIZES) rows.push(...(await measure(serials)));
  return rows;
}
