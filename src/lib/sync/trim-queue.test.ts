import { beforeEach, expect, test } from 'vitest';
import {
  openTestDatabase,
  draftOf,
  testId,
  testProduct,
  TEST_EPOCH_MS
} from '../../../tests/factories/device.ts';
import { testDocument } from '../../../tests/factories/documents.ts';
import { loopOf, scan, syncOnce, type SyncSetting } from '../../../tests/factories/sync.ts';
import { recordMovement, type MovementDraft } from '../db/commands/record-movement.ts';
import { ownInState } from '../db/queries/own-rows.ts';
import { findSerialsByKey } from '../db/queries/search-serials.ts';
import { listOwnUnidentified } from '../db/queries/unidentified.ts';
import { findOwnSides } from '../db/commands/tell.ts';
import { toStoredDocument } from '../db/to-stored.ts';
import type { Movement } from '../domain/movement/movement.ts';
import { reversalOf } from '../domain/settlement/reversal.ts';
import { FakeServer } from './fake-server.ts';
import { createFakeTransport } from './fake-transport.ts';
import { KEPT_MS } from './trim-queue.ts';

let now: number;
/** How far the device's clock is ahead of the server's. */
let ahead: number;
let setting: SyncSetting;

beforeEach(async () => {
  now = TEST_EPOCH_MS;
  ahead = 0;
  const device = await openTestDatabase();
  const server = new FakeServer({ epoch: testId(device.random), now: () => now });
  server.addProduct(testProduct);
  server.enrolled.add(device.deviceId);
  setting = { device, server, transport: createFakeTransport(server, { id: device.deviceId }) };
  await sync();
});

/** A pass of an app that was just started. */
async function sync(): Promise<void> {
  const { phase, error } = await syncOnce(loopOf(setting, { now: () => now + ahead }));
  if (phase !== 'idle') throw new Error(error?.code ?? phase);
}

async function record(over: Partial<MovementDraft>, workId?: string): Promise<Movement> {
  const { db } = setting.device;
  const input = { ...setting.device.input(draftOf(over), now), workId };
  const recorded = await recordMovement(db, input);
  if (!recorded.ok) throw new Error(recorded.error.code);
  return recorded.value;
}

const kept = async (): Promise<string[]> => setting.device.db.outbox.toCollection().primaryKeys();

test('what was acknowledged more than 30 days ago leaves the device, and nothing that is shown changes', async () => {
  const { device, server } = setting;
  const ids = await scan(device, {}, 5);
  await sync();
  const before = await findSerialsByKey(device.db, 'SN-0002');
  now += KEPT_MS;
  await sync();
  expect(await kept()).toHaveLength(5);
  now += 1;
  await sync();
  // The last one tells whose database this is.
  expect(await kept()).toEqual(ids.slice(-1));
  expect(await findSerialsByKey(device.db, 'SN-0002')).toEqual(before);
  expect(server.movementIds).toEqual(ids);
  expect(await findOwnSides(device.db, [{ anomalies: [anomalyOf(ids[0] ?? '')] }])).toEqual(
    new Set([ids[0]])
  );
});

const anomalyOf = (movementId: string) => ({
  id: `double-exit:${movementId}`,
  type: 'double-exit' as const,
  movementId,
  againstMovementId: null
});

test('a few go after each pass: a scan never waits for thousands', async () => {
  await scan(setting.device, {}, 450);
  await sync();
  now += KEPT_MS + 1;
  const loop = loopOf(setting, { now: () => now });
  const left: number[] = [];
  for (let pass = 0; pass < 3; pass += 1) {
    await syncOnce(loop);
    left.push((await kept()).length);
  }
  expect(left).toEqual([251, 52, 1]);
});

test.each([
  ['here', 40 * 24 * 3_600_000],
  ['there', -40 * 24 * 3_600_000]
])('a clock that jumps %s forgets nothing', async (_, jump) => {
  await scan(setting.device, {}, 3);
  await sync();
  // The server's clock is what `now` is; the device's stays where it was when the server's jumps.
  if (jump < 0) now -= jump;
  ahead = jump;
  await sync();
  expect(await kept()).toHaveLength(3);
});

test('what the feed has not brought back, or of another epoch, stays', async () => {
  const { db } = setting.device;
  await scan(setting.device, {}, 3);
  await sync();
  now += KEPT_MS + 1;
  const [first, second] = await ownInState(db, 'acknowledged').toArray();
  if (!first?.acknowledgement || !second?.acknowledgement) throw new Error('not acknowledged');
  await db.outbox.put({ ...first, acknowledgement: { ...first.acknowledgement, seq: 1000 } });
  const epoch = testId(setting.device.random);
  await db.outbox.put({ ...second, acknowledgement: { ...second.acknowledgement, epoch } });
  await sync();
  expect(await kept()).toHaveLength(3);
});

test('what is still read here stays: scans without a name, of open work, of an open document, and what takes them back', async () => {
  const { db } = setting.device;
  const nameless = await record({ productId: null, serial: 'X-1' });
  const ofWork = await record({ serial: 'W-1' }, 'work');
  const ofDocument = await record({ serial: 'D-1', document: 'br-1' });
  const { operator } = draftOf();
  const takenBack = reversalOf({ movement: ofWork, by: { operator, effectiveDate: '2026-03-02' } });
  const reversal = await record(takenBack);
  const other = await record({ serial: 'O-1' });
  const last = await record({ serial: 'O-2' });
  await db.documents.put(toStoredDocument(testDocument()));
  await db.work.put({
    id: 'work',
    type: 'receipt',
    documentId: null,
    setup: { document: '', partnerId: null, fromLocationId: null, toLocationId: null, productId: null },
    operator,
    startedAt: now,
    state: 'finished',
    printLater: []
  });
  await sync();
  now += KEPT_MS + 1;
  await sync();
  const needed = [nameless, ofWork, ofDocument, reversal, last].map(({ id }) => id);
  expect((await kept()).sort()).toEqual(needed.sort());
  expect(await kept()).not.toContain(other.id);
  expect(await listOwnUnidentified(db)).toHaveLength(1);
  // Once the work is closed it may go, and what takes it back after it.
  await db.work.update('work', { state: 'closed' });
  await sync();
  expect(await kept()).not.toContain(ofWork.id);
  await sync();
  expect(await kept()).not.toContain(reversal.id);
});

test('what waits or was refused stays for ever', async () => {
  const { db } = setting.device;
  await scan(setting.device, {}, 3);
  await sync();
  const [first] = await ownInState(db, 'acknowledged').toArray();
  if (!first) throw new Error('nothing kept');
  await db.outbox.put({ ...first, state: 'parked', acknowledgement: null });
  now += 10 * KEPT_MS;
  await sync();
  expect(await kept()).toContain(first.id);
});
