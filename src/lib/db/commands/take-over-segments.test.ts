import { expect, test, vi } from 'vitest';
import {
  draftOf,
  openTestDatabase,
  testId,
  testProduct,
  TEST_EPOCH_MS
} from '../../../../tests/factories/device.ts';
import { cutSegments, everyStoredRow, takeOverSet } from '../../../../tests/factories/segments.ts';
import { emptySerialRow } from '../../domain/serial/serial-row.ts';
import type { VersionedRow } from '../../protocol/rows.ts';
import { countSerials, readRows } from '../serials/read-rows.ts';
import { acknowledge } from './acknowledge.ts';
import { recordMovement } from './record-movement.ts';
import { beginSnapshot, stageSegments } from './stage-segments.ts';
import { takeOverSegments } from './take-over-segments.ts';

const rowOf = (serial: string, version: number): VersionedRow => ({
  ...emptySerialRow({ productId: testProduct.id, serialKey: serial, serial }),
  version
});

const versionsOf = async (db: Parameters<typeof everyStoredRow>[0]): Promise<[string, number][]> =>
  (await everyStoredRow(db)).map(({ serialKey, version }) => [serialKey, version]);

async function setUp() {
  const device = await openTestDatabase();
  return { ...device, epoch: testId(device.random) };
}

test('nothing of a set is seen before all of it is in, and then all at once', async () => {
  const { db, epoch } = await setUp();
  const rows = [rowOf('A', 1), rowOf('B', 2), rowOf('C', 3)];
  const { manifest, received } = await cutSegments(rows, { cursor: { epoch, seq: 9 }, size: 2 });
  await beginSnapshot(db, manifest);
  await stageSegments(db, received.slice(0, 1));
  const early = await takeOverSegments(db, { manifest, renews: false });
  expect(early).toMatchObject({ error: { code: 'stale-page' } });
  expect(await countSerials(db)).toBe(0);
  expect(await db.readFeed('cursor')).toBeUndefined();
  await stageSegments(db, received.slice(1));
  expect(await takeOverSegments(db, { manifest, renews: false })).toMatchObject({ ok: true });
  expect(await db.readFeed('cursor')).toEqual({ epoch, seq: 9 });
  expect(await everyStoredRow(db)).toEqual(rows);
  expect(await countSerials(db)).toBe(3);
});

test('the set before is read until the next one is in, whatever ends the device meanwhile', async () => {
  const device = await setUp();
  const { db, epoch } = device;
  await takeOverSet(db, await cutSegments([rowOf('A', 1)], { cursor: { epoch, seq: 1 }, size: 2 }));
  const next = await cutSegments([rowOf('A', 2), rowOf('B', 3)], { cursor: { epoch, seq: 3 }, size: 1 });
  await beginSnapshot(db, next.manifest);
  await stageSegments(db, next.received);
  vi.spyOn(db, 'writeFeed').mockRejectedValueOnce(new Error('disk'));
  const failing = await takeOverSegments(db, { manifest: next.manifest, renews: false });
  expect(failing).toMatchObject({ error: { code: 'storage-failed' } });
  expect(await versionsOf(db)).toEqual([['A', 1]]);
  db.close();
  const again = await device.reopen();
  expect(await versionsOf(again)).toEqual([['A', 1]]);
  expect(await beginSnapshot(again, next.manifest)).toMatchObject({ value: { size: 2 } });
  await takeOverSegments(again, { manifest: next.manifest, renews: false });
  expect(await versionsOf(again)).toEqual([
    ['A', 2],
    ['B', 3]
  ]);
  again.close();
});

test('what is held by its hash is told, and a set that was never completed is dropped for another', async () => {
  const { db, epoch } = await setUp();
  const cut = (rows: VersionedRow[], seq: number) => cutSegments(rows, { cursor: { epoch, seq }, size: 1 });
  const first = await cut([rowOf('A', 1), rowOf('B', 2)], 2);
  await beginSnapshot(db, first.manifest);
  await stageSegments(db, first.received);
  const second = await cut([rowOf('A', 1), rowOf('B', 3)], 3);
  const begun = await beginSnapshot(db, second.manifest);
  expect(begun.ok && [...begun.value]).toEqual([first.received[0]?.hash]);
  expect(await db.segments.count()).toBe(1);
});

test('a first sync drops what was pulled before, whatever its versions, and keeps the queue', async () => {
  const device = await setUp();
  const { db, random } = device;
  await db.serials.put(rowOf('GONE', 1_000_000));
  await recordMovement(db, device.input(draftOf()));
  const queue = await db.outbox.toArray();
  const set = await cutSegments([rowOf('A', 1)], { cursor: { epoch: testId(random), seq: 1 }, size: 2 });
  await takeOverSet(db, set);
  expect(await versionsOf(db)).toEqual([['A', 1]]);
  expect(await db.outbox.toArray()).toEqual(queue);
});

test('a renewal leaves the feed where it is, and of the rows changed since those that the set has not', async () => {
  const { db, epoch } = await setUp();
  const set = await cutSegments([rowOf('A', 1), rowOf('B', 2)], { cursor: { epoch, seq: 2 }, size: 1 });
  await takeOverSet(db, set);
  await db.serials.bulkPut([rowOf('A', 4), rowOf('B', 7), rowOf('C', 5)]);
  const newer = [rowOf('A', 4), rowOf('B', 8), rowOf('C', 5)];
  const cursor = { epoch, seq: 6 };
  await db.serials.put(rowOf('D', 9));
  await takeOverSet(db, await cutSegments(newer, { cursor, size: 2 }), true);
  expect(await db.readFeed('cursor')).toEqual({ epoch, seq: 2 });
  expect((await db.serials.toArray()).map(({ serialKey }) => serialKey)).toEqual(['D']);
  expect(await versionsOf(db)).toEqual([
    ['A', 4],
    ['B', 8],
    ['C', 5],
    ['D', 9]
  ]);
  expect(await countSerials(db)).toBe(4);
  const found = await readRows(db, [
    { productId: testProduct.id, serialKey: 'D' },
    { productId: testProduct.id, serialKey: 'B' },
    { productId: 'another', serialKey: 'A' }
  ]);
  expect(found.map((row) => row?.version)).toEqual([9, 8, undefined]);
});

test('acknowledged movements that the server has forgotten wait again, those it still has do not', async () => {
  const device = await setUp();
  const { db, epoch, random } = device;
  const ids: string[] = [];
  for (const serial of ['A', 'B']) {
    const result = await recordMovement(db, device.input(draftOf({ serial })));
    if (result.ok) ids.push(result.value.id);
  }
  const answers = ids.map((id, place) => ({
    verdict: 'accepted' as const,
    id,
    seq: place + 5,
    arrivedAt: TEST_EPOCH_MS
  }));
  await acknowledge(db, { at: { epoch, seq: 0 }, sentIds: ids, answers, now: TEST_EPOCH_MS });
  const states = async () => Promise.all(ids.map(async (id) => (await db.outbox.get(id))?.state));
  const begin = async (cursor: { epoch: string; seq: number }) =>
    beginSnapshot(db, (await cutSegments([], { cursor, size: 1 })).manifest, { epoch, seq: 9 });
  await begin({ epoch, seq: 9 });
  expect(await states()).toEqual(['acknowledged', 'acknowledged']);
  await begin({ epoch, seq: 5 });
  expect(await states()).toEqual(['acknowledged', 'waiting']);
  await begin({ epoch: testId(random), seq: 9 });
  expect(await states()).toEqual(['waiting', 'waiting']);
});

test('what was asked of a server that was put back meanwhile, as another tab knows, is neither begun nor swapped in', async () => {
  const { db, epoch, random } = await setUp();
  const asked = { epoch, seq: 1 };
  const { manifest, received } = await cutSegments([rowOf('A', 1)], { cursor: { epoch, seq: 2 }, size: 1 });
  expect(await beginSnapshot(db, manifest, asked)).toMatchObject({ ok: true });
  await stageSegments(db, received);
  const restored = { epoch: testId(random), seq: 1 };
  await db.writeFeed('known', restored);
  const stale = { error: { code: 'stale-page' } };
  expect(await beginSnapshot(db, manifest, asked)).toMatchObject(stale);
  expect(await takeOverSegments(db, { manifest, renews: false })).toMatchObject(stale);
  expect(await db.readFeed('cursor')).toBeUndefined();
  expect(await db.readFeed('known')).toEqual(restored);
});
