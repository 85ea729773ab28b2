import { openBenchBrowser, percentile, type BenchRow } from './bench-browser.ts';
import type {} from './page/measure.ts';

const SERIALS = 20_000;

/** A new device takes over all serials of a server, in Chromium on a real disk. */
export async function run(): Promise<BenchRow[]> {
  const browser = await openBenchBrowser();
  try {
    await browser.fillDemo(SERIALS);
    const before = browser.bytesReceived();
    const { rows, totalMs, lookupsMs } = await browser.page.evaluate(() => window.bench.firstSync());
    const bytes = browser.bytesReceived() - before;
    const chromium = browser.page.context().browser()?.version() ?? 'unknown';
    const conditions = { bench: 'first-sync', serials: rows, chromium };
    return [
      { ...conditions, name: 'first sync', unit: 's', value: Math.round(totalMs) / 1000 },
      { ...conditions, name: 'bytes on the wire', unit: 'kB', value: Math.round(bytes / 1000) },
      { ...conditions, name: 'look-up p50', unit: 'ms', value: percentile(lookupsMs, 50) },
      { ...conditions, name: 'look-up p95', unit: 'ms', value: percentile(lookupsMs, 95) }
    ];
  } finally {
    await browser.close();
  }
}
