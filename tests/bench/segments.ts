import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { gunzipSync } from 'node:zlib';
import { SegmentShelf } from '../../server/services/sync/segment-shelf.ts';
import { readSegment } from '../../src/lib/protocol/segments.ts';
import { openFilledStore, type FilledStore } from './filled-store.ts';

/**
 * The server's side of a first sync, for several sizes of a segment: building
 * the set, bringing it up after a batch, and what reading one costs a device.
 */

const SERIALS = 100_000;
const SIZES = [500, 1000, 2000, 4000, 8000];

interface SegmentRow {
  bench: 'segments';
  name: string;
  unit: string;
  value: number;
  segmentRows: number;
  serials: number;
}

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; stallMs: number; value: T }> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const startedAt = performance.now();
  const value = await work();
  const ms = performance.now() - startedAt;
  delay.disable();
  return { ms, stallMs: delay.max / 1e6, value };
}

/** The median over all segments, of unpacked text to checked columns, ms. */
function readingMs(texts: readonly string[]): number {
  const taken = texts.map((text) => {
    const startedAt = performance.now();
    if (!readSegment(text)) throw new Error('not a segment');
    return performance.now() - startedAt;
  });
  return taken.sort((a, b) => a - b)[taken.length >> 1] ?? 0;
}

async function measure(filled: FilledStore, segmentRows: number): Promise<SegmentRow[]> {
  const { store, append } = filled;
  const shelf = new SegmentShelf({ store, now: () => 0, rows: segmentRows });
  const built = await timed(() => shelf.readManifest());
  const { segments, serialCount } = built.value;
  const texts = segments.map(({ hash }) => gunzipSync(shelf.find(hash) ?? '').toString('utf8'));
  await append(0);
  const renewed = await timed(() => shelf.readManifest());
  const bytes = segments.reduce((sum, note) => sum + note.bytes, 0);
  const row = (name: string, unit: string, value: number): SegmentRow => ({
    bench: 'segments',
    name,
    unit,
    value: Math.round(value * 100) / 100,
    segmentRows,
    serials: serialCount
  });
  return [
    row('build', 'ms', built.ms),
    row('build, longest stall', 'ms', built.stallMs),
    row('on the wire', 'kB', bytes / 1000),
    row('renew after 500 movements', 'ms', renewed.ms),
    row('read one', 'ms', readingMs(texts))
  ];
}

export async function run(): Promise<SegmentRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'douchette-segments-'));
  const filled = await openFilledStore(join(folder, 'bench.sqlite'), SERIALS);
  try {
    const rows: SegmentRow[] = [];
    for (const size of SIZES) rows.push(...(await measure(filled, size)));
    return rows;
  } finally {
    await filled.store.close();
    rmSync(folder, { recursive: true });
  }
}
