import { openBenchBrowser, percentile, type BenchBrowser, type BenchRow } from './bench-browser.ts';
import type {} from './page/measure.ts';

/** Of each number of serials; another one by `BENCH_SERIALS`. */
const SIZES = process.env.BENCH_SERIALS?.split(',').map(Number) ?? [100_000, 1_000_000];

async function fillServer({ page }: BenchBrowser, serials: number): Promise<void> {
  const filled = await page.evaluate(async (count) => {
    const headers = { 'content-type': 'application/json', 'douchette-protocol': '1' };
    await fetch('/api/devices/enrol', { method: 'POST', headers, body: JSON.stringify({ name: 'bench' }) });
    const body = JSON.stringify({ serials: count });
    return (await fetch('/api/demo', { method: 'POST', headers, body })).ok;
  }, serials);
  if (!filled) throw new Error('the server took no demonstration data');
}

/** A new device takes over all serials of a server, in Chromium on a real disk; nobody has asked for the segments before. */
async function measure(serials: number): Promise<BenchRow[]> {
  const browser = await openBenchBrowser();
  try {
    await fillServer(browser, serials);
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
