import { gunzipSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSegment, segmentManifestSchema } from '../../../src/lib/protocol/segments.ts';
import { decodeSegment } from '../../../src/lib/protocol/segment-rows.ts';
import type { VersionedRow } from '../../../src/lib/protocol/rows.ts';
import { testCatalogue } from '../../../tests/factories/catalogue.ts';
import { FACTORY_START, idFactory, movementFactory } from '../../../tests/factories/movements.ts';
import { MemoryStore } from '../../store/memory/memory-store.ts';
import { openSqliteStore } from '../../store/sqlite/sqlite-store.ts';
import type { Store } from '../../store/store.ts';
import { KEPT_FOR_MS, SegmentShelf } from './segment-shelf.ts';

const EPOCH = idFactory(7)();
const stores: [string, () => Store][] = [
  ['memory', () => new MemoryStore(EPOCH)],
  ['sqlite', () => openSqliteStore({ path: ':memory:', newEpoch: EPOCH })]
];

/** A store with the test catalogue, what scans into it, and a shelf with a clock of its own. */
async function openWorld(open: () => Store) {
  const store = open();
  await store.initialise(testCatalogue);
  const deviceId = idFactory(3)();
  await store.addDevice({ id: deviceId, name: 'T', tokenHash: 'a'.repeat(64), enrolledAt: FACTORY_START });
  const make = movementFactory(1, { deviceId });
  const clock = { now: FACTORY_START };
  const shelf = new SegmentShelf({ store, now: () => clock.now, rows: 3 });
  const scan = async (serials: readonly string[]): Promise<void> => {
    const arrivals = serials.map((serial) => ({ movement: make({ serial }), correctedAt: undefined }));
    const batch = { carrierDeviceId: deviceId, arrivedAt: FACTORY_START, clockOffsetMs: 0, arrivals };
    const written = await store.appendMovements(batch);
    expect(written.ok).toBe(true);
  };
  return { store, shelf, scan, clock };
}

function rowsOf(shelf: SegmentShelf, hash: string): VersionedRow[] {
  const bytes = shelf.find(hash);
  if (!bytes) throw new Error('the segment is not kept');
  const text = gunzipSync(bytes).toString('utf8');
  expect(createHash('sha256').update(text).digest('hex')).toBe(hash);
  const segment = readSegment(text);
  if (!segment) throw new Error('not a segment');
  return decodeSegment(segment);
}

const numbers = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, at) => `S${String(from + at).padStart(4, '0')}`);

describe.each(stores)('segments of a %s store', (_, open) => {
  test('hold every row, in order, whatever was scanned between two manifests', async () => {
    const serial = fc.oneof(
      fc.integer({ min: 0, max: 30 }).map((n) => `S${n}`),
      fc.constantFrom('😀', 'ｱ', '__proto__', '-', 'zz')
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(serial, { minLength: 1, maxLength: 8 }), { maxLength: 5 }),
        async (rounds) => {
          const { store, shelf, scan } = await openWorld(open);
          for (const serials of rounds) {
            await scan(serials);
            const manifest = await shelf.readManifest();
            expect(segmentManifestSchema.safeParse({ serverNow: 0, ...manifest }).error).toBeUndefined();
            const rows = manifest.segments.map(({ hash }) => rowsOf(shelf, hash));
            expect(rows.flat()).toEqual((await store.readRows({ after: null, limit: 1000 })).rows);
            expect(manifest.cursor).toEqual(await store.readPresent());
            expect(manifest.serialCount).toBe(rows.flat().length);
            for (const [at, note] of manifest.segments.entries()) {
              const held = rows[at] ?? [];
              expect(held[0]).toMatchObject(note.firstKey);
              expect(held.length).toBe(note.count);
              expect(note.count).toBeLessThanOrEqual(6);
            }
          }
          await store.close();
        }
      ),
      { numRuns: 40 }
    );
  });

  test('a change renews only the segment it lies in', async () => {
    const { shelf, scan } = await openWorld(open);
    await scan(numbers(0, 30));
    const before = (await shelf.readManifest()).segments.map(({ hash }) => hash);
    await scan(['S0010', 'S0010-B']);
    const after = (await shelf.readManifest()).segments.map(({ hash }) => hash);
    expect(after).toHaveLength(before.length);
    expect(after.filter((hash) => !before.includes(hash))).toHaveLength(1);
  });

  test('what was replaced is served for an hour, and what is present for ever', async () => {
    const { shelf, scan, clock } = await openWorld(open);
    await scan(numbers(0, 9));
    const [replaced, ...others] = (await shelf.readManifest()).segments.map(({ hash }) => hash);
    await scan(['S0000']);
    clock.now += KEPT_FOR_MS;
    await shelf.readManifest();
    expect(shelf.find(replaced ?? '')).not.toBeNull();
    clock.now += 1;
    await shelf.readManifest();
    expect(shelf.find(replaced ?? '')).toBeNull();
    for (const hash of others) expect(shelf.find(hash)).not.toBeNull();
  });

  test('what is scanned while it is built comes with the segments or behind the cursor', async () => {
    const { store, shelf, scan } = await openWorld(open);
    await scan(numbers(0, 20));
    const [manifest] = await Promise.all([shelf.readManifest(), scan(numbers(0, 40))]);
    const rows = new Map(
      manifest.segments.flatMap(({ hash }) => rowsOf(shelf, hash)).map((row) => [row.serialKey, row])
    );
    const page = await store.changesSince({ cursor: manifest.cursor, limit: 1000 });
    for (const change of page?.changes ?? []) {
      if (change.type === 'movement' && change.row) rows.set(change.row.serialKey, change.row);
    }
    const all = (await store.readRows({ after: null, limit: 1000 })).rows;
    expect([...rows.values()].sort((a, b) => (a.serialKey < b.serialKey ? -1 : 1))).toEqual(all);
  });

  test('a new epoch has segments of its own', async () => {
    const { store, shelf, scan } = await openWorld(open);
    await scan(numbers(0, 9));
    const { cursor } = await shelf.readManifest();
    const next = idFactory(8)();
    const ahead = { ...cursor, seq: cursor.seq + 5, id: 'f'.repeat(32) };
    expect(await store.recallMoment(ahead, next)).toEqual({ ok: true, value: 'restored' });
    expect((await shelf.readManifest()).cursor.epoch).toBe(next);
  });
});
