import { expect, test } from 'vitest';
import {
  draftOf,
  openTestDatabase,
  testId,
  TEST_EPOCH_MS,
  type TestDatabase
} from '../../../../tests/factories/device.ts';
import type { AcceptedAnswer, PushAnswer } from '../../protocol/push.ts';
import { listQueue, readQueueSummary, readWaiting } from '../queries/queue.ts';
import { readKnownMoment } from '../moments.ts';
import { acknowledge } from './acknowledge.ts';
import { parkMovement } from './park-movement.ts';
import { recordMovement } from './record-movement.ts';
import { recordMovements } from './record-movements.ts';
import { retryParked } from './retry-parked.ts';
import { ID_BYTES } from './stamp-drafts.ts';

async function withWaiting(count: number): Promise<{ device: TestDatabase; ids: string[]; epoch: string }> {
  const device = await openTestDatabase();
  const ids: string[] = [];
  for (let number = 1; number <= count; number += 1) {
    const result = await recordMovement(device.db, device.input(draftOf({ serial: `SN-${number}` })));
    if (result.ok) ids.push(result.value.id);
  }
  return { device, ids, epoch: testId(device.random) };
}

const accepted = (id: string, seq: number, over: Partial<AcceptedAnswer> = {}): PushAnswer => ({
  verdict: 'accepted',
  id,
  seq,
  arrivedAt: TEST_EPOCH_MS,
  ...over
});

const at = (ids: string[], place: number): string => ids[place] ?? '';

test('a row leaves the queue only when an answer names it', async () => {
  const { device, ids, epoch } = await withWaiting(3);
  const stranger = testId(device.random);
  const answers = [accepted(at(ids, 1), 7), accepted(stranger, 8)];
  const noted = await acknowledge(device.db, {
    at: { epoch, seq: 0 },
    sentIds: ids,
    answers,
    now: TEST_EPOCH_MS
  });
  expect(noted).toEqual({ ok: true, value: { accepted: 1, parked: 0, held: 0 } });
  expect((await listQueue(device.db)).map(({ id }) => id)).toEqual([ids[0], ids[2]]);
  expect(await device.db.outbox.get(at(ids, 1))).toMatchObject({ acknowledgement: { epoch, seq: 7 } });
});

test('a correction of the clock is kept with the movement', async () => {
  const { device, ids, epoch } = await withWaiting(1);
  const answers = [accepted(at(ids, 0), 1, { correctedAt: 42 })];
  await acknowledge(device.db, { at: { epoch, seq: 0 }, sentIds: ids, answers, now: TEST_EPOCH_MS });
  expect(await device.db.outbox.get(at(ids, 0))).toMatchObject({ acknowledgement: { correctedAt: 42 } });
});

test('a refused row is parked with its code and field, shown first, and the others go on', async () => {
  const { device, ids, epoch } = await withWaiting(3);
  const answers: PushAnswer[] = [
    accepted(at(ids, 0), 1),
    { verdict: 'refused', id: at(ids, 1), code: 'unknown-location', field: 'toLocationId' }
  ];
  await acknowledge(device.db, { at: { epoch, seq: 0 }, sentIds: ids, answers, now: TEST_EPOCH_MS });
  expect(await readQueueSummary(device.db)).toEqual({
    waiting: 1,
    parked: 1,
    oldestWaitingAt: TEST_EPOCH_MS
  });
  const [first, second] = await listQueue(device.db);
  expect(first).toMatchObject({
    state: 'parked',
    refusal: { code: 'unknown-location', field: 'toLocationId' }
  });
  expect(first).toMatchObject({ productCode: 'RT-100', productLabel: 'Routeur RT-100' });
  expect(second).toMatchObject({ id: ids[2], state: 'waiting', refusal: null });
});

test('a refusal without an id counts by its place, but only in a complete answer', async () => {
  const { device, ids, epoch } = await withWaiting(2);
  const refused: PushAnswer = { verdict: 'refused', id: null, code: 'malformed-movement' };
  const send = (answers: PushAnswer[]) =>
    acknowledge(device.db, { at: { epoch, seq: 0 }, sentIds: ids, answers, now: TEST_EPOCH_MS });
  expect(await send([refused])).toMatchObject({ value: { parked: 0 } });
  expect(await send([accepted(at(ids, 0), 1), refused])).toMatchObject({ value: { accepted: 1, parked: 1 } });
  expect(await device.db.outbox.get(at(ids, 1))).toMatchObject({ state: 'parked' });
});

test('a refusal that may pass later leaves the row waiting', async () => {
  const { device, ids, epoch } = await withWaiting(1);
  const answers: PushAnswer[] = [{ verdict: 'refused', id: at(ids, 0), code: 'busy' }];
  const noted = await acknowledge(device.db, {
    at: { epoch, seq: 0 },
    sentIds: ids,
    answers,
    now: TEST_EPOCH_MS
  });
  expect(noted).toMatchObject({ value: { accepted: 0, parked: 0 } });
  expect(await readQueueSummary(device.db)).toMatchObject({ waiting: 1, parked: 0 });
});

test('the first verdict stands: a late answer to a repeated push changes nothing', async () => {
  const { device, ids, epoch } = await withWaiting(1);
  const send = (answer: PushAnswer) =>
    acknowledge(device.db, { at: { epoch, seq: 0 }, sentIds: ids, answers: [answer], now: TEST_EPOCH_MS });
  await send(accepted(at(ids, 0), 5));
  await send(accepted(at(ids, 0), 9, { verdict: 'duplicate' }));
  await send({ verdict: 'refused', id: at(ids, 0), code: 'id-conflict' });
  expect(await device.db.outbox.get(at(ids, 0))).toMatchObject({
    state: 'acknowledged',
    acknowledgement: { seq: 5 }
  });
});

test('a parked movement can be sent again unchanged, and then be accepted', async () => {
  const { device, ids, epoch } = await withWaiting(2);
  const before = await device.db.outbox.get(at(ids, 0));
  const refusal = { code: 'unknown-location' as const };
  for (const id of ids) await parkMovement(device.db, { id, refusal, now: TEST_EPOCH_MS });
  expect(await parkMovement(device.db, { id: at(ids, 0), refusal, now: 0 })).toMatchObject({
    error: { code: 'not-waiting' }
  });
  expect(await retryParked(device.db, [at(ids, 0)])).toEqual({ ok: true, value: 1 });
  expect(await device.db.outbox.get(at(ids, 0))).toEqual(before);
  const answers = [accepted(at(ids, 0), 1)];
  await acknowledge(device.db, { at: { epoch, seq: 0 }, sentIds: [at(ids, 0)], answers, now: TEST_EPOCH_MS });
  expect(await readQueueSummary(device.db)).toMatchObject({ waiting: 0, parked: 1 });
});

test('a movement that is held waits for the rest of its envelope, and is counted as held', async () => {
  const { device, ids, epoch } = await withWaiting(2);
  const answers: PushAnswer[] = [{ verdict: 'held', id: at(ids, 0) }, accepted(at(ids, 1), 1)];
  const noted = await acknowledge(device.db, {
    at: { epoch, seq: 0 },
    sentIds: ids,
    answers,
    now: TEST_EPOCH_MS
  });
  expect(noted).toMatchObject({ value: { accepted: 1, parked: 0, held: 1 } });
  expect(await readWaiting(device.db, { limit: 9, skip: 0 })).toMatchObject([{ id: ids[0] }]);
});

test('a late answer that a movement was held does not bring it back from its acceptance', async () => {
  const { device, ids, epoch } = await withWaiting(1);
  const note = (answers: PushAnswer[]) =>
    acknowledge(device.db, { at: { epoch, seq: 0 }, sentIds: ids, answers, now: TEST_EPOCH_MS });
  await note([accepted(at(ids, 0), 1)]);
  expect(await note([{ verdict: 'held', id: at(ids, 0) }])).toMatchObject({
    value: { accepted: 0, held: 0 }
  });
  expect(await readQueueSummary(device.db)).toMatchObject({ waiting: 0 });
});

test('numbers that the server misses wait again, where they were acknowledged', async () => {
  const { device, ids, epoch } = await withWaiting(3);
  const now = TEST_EPOCH_MS;
  const answers = ids.map((id, place) => accepted(id, place + 1));
  await acknowledge(device.db, { at: { epoch, seq: 3 }, sentIds: ids, answers, now });
  const { incarnation, sequence } = (await device.db.outbox.get(at(ids, 1)))?.movement.origin ?? {};
  if (incarnation === undefined || sequence === undefined) throw new Error('no row');
  const missing = [{ incarnation, from: sequence, to: sequence }];
  await acknowledge(device.db, { at: { epoch, seq: 4 }, sentIds: [], answers: [], missing, now });
  expect((await listQueue(device.db)).map(({ id }) => id)).toEqual([ids[1]]);
});

test('the latest moment of the server is remembered, whatever order the answers come in', async () => {
  const { device, epoch } = await withWaiting(1);
  const moment = (seq: number) => ({ sentIds: [], answers: [], now: 0, at: { epoch, seq } });
  await acknowledge(device.db, moment(7));
  await acknowledge(device.db, moment(5));
  expect(await readKnownMoment(device.db)).toEqual({ epoch, seq: 7 });
  const next = testId(device.random);
  await acknowledge(device.db, { ...moment(2), asked: { epoch, seq: 7 }, at: { epoch: next, seq: 2 } });
  expect(await readKnownMoment(device.db)).toEqual({ epoch: next, seq: 2 });
});

test('members of an envelope of which one was refused are shown as waiting for it', async () => {
  const device = await openTestDatabase();
  const drafts = ['A', 'B'].map((serial) => draftOf({ serial }));
  const recorded = await recordMovements(device.db, {
    ...device.input(draftOf()),
    drafts,
    group: true,
    random: device.random.bytes(ID_BYTES * 3)
  });
  if (!recorded.ok) throw new Error(recorded.error.code);
  const [first] = recorded.value;
  await parkMovement(device.db, { id: first?.id ?? '', refusal: { code: 'serial-empty' }, now: 0 });
  expect((await listQueue(device.db)).map(({ state, waitsForParked }) => [state, waitsForParked])).toEqual([
    ['parked', false],
    ['waiting', true]
  ]);
});

test('an answer from before the server was put back counts for nothing once another tab knows of the restore', async () => {
  const { device, ids, epoch } = await withWaiting(2);
  const { db } = device;
  const restored = { epoch: testId(device.random), seq: 5 };
  const asked = { epoch, seq: 6 };
  await db.writeFeed('known', restored);
  const late = {
    ...{ at: { epoch, seq: 8 }, sentIds: ids, now: TEST_EPOCH_MS },
    answers: ids.map((id, place) => accepted(id, 7 + place))
  };
  expect(await acknowledge(db, { ...late, asked })).toEqual({
    ok: true,
    value: { accepted: 0, parked: 0, held: 0 }
  });
  expect(await readQueueSummary(db)).toMatchObject({ waiting: 2 });
  expect(await readKnownMoment(db)).toEqual(restored);
  // The answer that tells of the restore counts.
  await db.writeFeed('known', asked);
  const told = { ...late, at: { ...restored, seq: 7 } };
  expect(await acknowledge(db, { ...told, asked })).toMatchObject({ ok: true, value: { accepted: 2 } });
  expect(await readKnownMoment(db)).toEqual(told.at);
});
