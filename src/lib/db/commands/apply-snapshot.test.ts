import { expect, test, vi } from 'vitest';
import {
  draftOf,
  openTestDatabase,
  testId,
  testProduct,
  TEST_EPOCH_MS
} from '../../../../tests/factories/device.ts';
import { defaultSettings } from '../../domain/catalogue/catalogue.ts';
import { emptySerialRow } from '../../domain/serial/serial-row.ts';
import type { SnapshotManifest } from '../../protocol/pull.ts';
import type { VersionedRow } from '../../protocol/rows.ts';
import type { SnapshotProgress } from '../schema.ts';
import { acknowledge } from './acknowledge.ts';
import { applySnapshotPage, beginSnapshot } from './apply-snapshot.ts';
import { recordMovement } from './record-movement.ts';

const manifestOf = (epoch: string, seq: number): SnapshotManifest => ({
  serverNow: TEST_EPOCH_MS,
  cursor: { epoch, seq },
  serialCount: 3,
  catalogue: { sites: [], locations: [], products: [testProduct], partners: [], settings: defaultSettings },
  stock: []
});

const rowOf = (serial: string, version: number): VersionedRow => ({
  ...emptySerialRow({ productId: testProduct.id, serialKey: serial, serial }),
  version
});

const keyOf = ({ productId, serialKey }: VersionedRow) => ({ productId, serialKey });

async function begun() {
  const device = await openTestDatabase();
  const epoch = testId(device.random);
  const begin = await beginSnapshot(device.db, manifestOf(epoch, 9));
  if (!begin.ok) throw new Error(begin.error.code);
  return { ...device, epoch, start: begin.value };
}

test('pages add up, and only the last one sets the cursor', async () => {
  const { db, epoch, start } = await begun();
  const [a, b, c] = [rowOf('A', 1), rowOf('B', 2), rowOf('C', 3)];
  const first = await applySnapshotPage(db, { after: start, page: { rows: [a, b], next: keyOf(b) } });
  if (!first.ok) throw new Error(first.error.code);
  expect(first.value).toMatchObject({ done: 2, total: 3 });
  expect(await db.readFeed('cursor')).toBeUndefined();
  await applySnapshotPage(db, { after: first.value, page: { rows: [c], next: null } });
  expect(await db.readFeed('cursor')).toEqual({ epoch, seq: 9 });
  expect(await db.readFeed('snapshot')).toBeUndefined();
  expect(await db.serials.toArray()).toEqual([a, b, c]);
});

test('a page that was asked at another place, or of another history, is not stored', async () => {
  const { db, random, start } = await begun();
  const page = { rows: [rowOf('A', 1)], next: null };
  const elsewhere: SnapshotProgress[] = [
    { ...start, next: { productId: testProduct.id, serialKey: 'Z' } },
    { ...start, done: 1 },
    { ...start, cursor: { epoch: testId(random), seq: 9 } }
  ];
  for (const after of elsewhere) {
    expect(await applySnapshotPage(db, { after, page })).toMatchObject({ error: { code: 'stale-page' } });
  }
  expect(await db.serials.count()).toBe(0);
});

test('a crash in the middle of a page leaves the page out and the progress where it was', async () => {
  const { db, start } = await begun();
  vi.spyOn(db, 'writeFeed').mockRejectedValueOnce(new Error('disk'));
  const page = { rows: [rowOf('A', 1)], next: null };
  expect(await applySnapshotPage(db, { after: start, page })).toMatchObject({
    error: { code: 'storage-failed' }
  });
  expect(await db.serials.count()).toBe(0);
  expect(await db.readFeed('snapshot')).toEqual(start);
});

test('a new snapshot drops what was pulled before, whatever its versions, and keeps the queue', async () => {
  const device = await begun();
  const { db, random } = device;
  await db.serials.put(rowOf('GONE', 1_000_000));
  await recordMovement(db, device.input(draftOf()));
  const queue = await db.outbox.toArray();
  await beginSnapshot(db, manifestOf(testId(random), 1));
  expect(await db.serials.count()).toBe(0);
  expect(await db.outbox.toArray()).toEqual(queue);
});

test('acknowledged movements that the server has forgotten wait again, those it still has do not', async () => {
  const device = await begun();
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
  await beginSnapshot(db, manifestOf(epoch, 9));
  expect(await states()).toEqual(['acknowledged', 'acknowledged']);
  await beginSnapshot(db, manifestOf(epoch, 5));
  expect(await states()).toEqual(['acknowledged', 'waiting']);
  await beginSnapshot(db, manifestOf(testId(random), 9));
  expect(await states()).toEqual(['waiting', 'waiting']);
});
