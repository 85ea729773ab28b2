import { expect, test } from 'vitest';
import { draftOf, openTestDatabase, TEST_EPOCH_MS, testId } from '../../../../tests/factories/device.ts';
import { reversalOf } from '../../domain/settlement/reversal.ts';
import { beginWork, changeWork } from '../commands/change-work.ts';
import { recordMovement } from '../commands/record-movement.ts';
import { restoreQueue } from '../commands/restore-queue.ts';
import { toCopiedRow } from '../safety/queue-copy.ts';
import type { WorkRow } from '../schema.ts';
import { movementsOfDocument } from './documents.ts';
import { listOpenWork, readWork } from './work.ts';

const operator = draftOf().operator;

async function device() {
  const test = await openTestDatabase();
  const asked = (over: Partial<WorkRow> = {}): WorkRow => ({
    id: testId(test.random),
    type: 'receipt',
    documentId: 'doc-1',
    setup: { document: 'BL-1', partnerId: null, fromLocationId: null, toLocationId: null, productId: null },
    operator,
    startedAt: TEST_EPOCH_MS,
    state: 'working',
    printLater: [],
    ...over
  });
  const begin = async (over: Partial<WorkRow> = {}) => {
    const begun = await beginWork(test.db, asked(over));
    if (!begun.ok) throw new Error(begun.error.code);
    return begun.value;
  };
  const scan = async (workId: string, serial: string) => {
    const draft = draftOf({ serial, document: 'BL-1' });
    const recorded = await recordMovement(test.db, { ...test.input(draft), workId });
    if (!recorded.ok) throw new Error(recorded.error.code);
    return recorded.value;
  };
  return { ...test, begin, scan };
}

test('a session is gone on with until it is closed: one for each document, and one without', async () => {
  const { db, begin } = await device();
  const first = await begin();
  expect((await begin()).id).toBe(first.id);
  const other = await begin({ documentId: null });
  expect(other.id).not.toBe(first.id);
  await changeWork(db, first.id, { state: 'finished' });
  expect((await begin()).id).toBe(first.id);
  await changeWork(db, first.id, { state: 'closed' });
  expect((await begin()).id).not.toBe(first.id);
  expect(await changeWork(db, first.id, { state: 'working' })).toMatchObject({
    error: { code: 'not-waiting' }
  });
  expect((await listOpenWork(db)).map(({ id }) => id)).not.toContain(first.id);
});

test('two changes of its set-up at once are both kept, and so are the reasons of two causes', async () => {
  const { db, begin } = await device();
  const { id } = await begin();
  await Promise.all([
    changeWork(db, id, { setup: { partnerId: 'p-1' }, reasons: { substitute: 'damaged' } }),
    changeWork(db, id, { setup: { document: 'BL-9' }, reasons: { 'too-many': 'agreed' } })
  ]);
  expect((await readWork(db, id))?.work).toMatchObject({
    setup: { partnerId: 'p-1', document: 'BL-9', toLocationId: null },
    reasons: { substitute: 'damaged', 'too-many': 'agreed' }
  });
});

test('its scans are those recorded in it; what is taken back does not count, what the server refused neither', async () => {
  const { db, begin, scan, input } = await device();
  const { id } = await begin();
  const elsewhere = await begin({ documentId: null });
  const [a, b] = [await scan(id, 'A'), await scan(id, 'B')];
  await scan(id, 'C');
  await scan(elsewhere.id, 'D');
  const by = { operator, effectiveDate: '2026-03-02' };
  await recordMovement(db, { ...input(reversalOf({ movement: a, by })), workId: id });
  await db.outbox.update(b.id, { state: 'parked' });
  const view = await readWork(db, id);
  expect(view?.scans.map(({ row, takenBack }) => [row.movement.serial, takenBack])).toEqual([
    ['A', true],
    ['B', false],
    ['C', false]
  ]);
  expect(view).toMatchObject({ count: 1, waiting: 3, parked: 1 });
});

test('scans that come back from the second copy are found by document, and their session is gone on with', async () => {
  const before = await device();
  const { id } = await before.begin();
  await before.scan(id, 'A');
  await before.scan(id, 'B');
  const unsent = (await before.db.outbox.toArray()).map(toCopiedRow);
  const identity = await before.db.readMeta('identity');
  if (!identity) throw new Error('no identity');

  const after = await device();
  const mark = { ...identity, next: 3, operator: null };
  const copy = { mark, unsent, unreadable: 0, damaged: 0 };
  const lost = { now: TEST_EPOCH_MS, random: after.random.bytes(10) };
  await restoreQueue(after.db, { ...lost, stored: { ...mark, incarnation: testId(after.random) }, copy });
  expect(await movementsOfDocument(after.db, 'bl-1')).toHaveLength(2);
  expect((await after.begin({ type: 'pick' })).id).not.toBe(id);
  expect((await after.begin()).id).toBe(id);
  expect(await readWork(after.db, id)).toMatchObject({ count: 2, waiting: 2 });
});
