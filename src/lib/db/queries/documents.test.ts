import { expect, test } from 'vitest';
import { draftOf, openTestDatabase, testId, testProduct } from '../../../../tests/factories/device.ts';
import { testDocument, testLine } from '../../../../tests/factories/documents.ts';
import { isComplete, progressOf } from '../../domain/document/tally.ts';
import type { Movement } from '../../domain/movement/movement.ts';
import type { Change } from '../../protocol/pull.ts';
import type { CommittedMovement } from '../../protocol/rows.ts';
import { applyChanges } from '../commands/apply-changes.ts';
import { keepDocumentMovements } from '../commands/keep-document-movements.ts';
import { parkMovement } from '../commands/park-movement.ts';
import { recordMovement } from '../commands/record-movement.ts';
import {
  backordersOf,
  documentById,
  documentByNumber,
  listProgress,
  movementsOfDocument,
  readTally
} from './documents.ts';

const document = testDocument({
  lines: [testLine({ productId: testProduct.id, units: 2, serials: ['SN-1', 'SN-2'] })]
});

async function deviceWith(...changes: Change[]) {
  const device = await openTestDatabase();
  const start = { epoch: testId(device.random), seq: 0 };
  await device.db.writeFeed('cursor', start);
  await device.db.products.put(testProduct);
  const all: Change[] = [{ type: 'document', seq: 1, document }, ...changes];
  await applyChanges(device.db, { from: start, changes: all, cursor: { ...start, seq: 9 } });
  const record = async (over: Parameters<typeof draftOf>[0]): Promise<Movement> => {
    const recorded = await recordMovement(device.db, device.input(draftOf(over)));
    if (!recorded.ok) throw new Error(recorded.error.code);
    return recorded.value;
  };
  return { ...device, record };
}

const committed = (movement: Movement, seq: number): CommittedMovement => ({
  movement,
  stamp: { seq, carrierDeviceId: movement.origin.deviceId, arrivedAt: 1 },
  deviceName: ''
});

test('a document that came with the feed is found by id and by number, as the server wrote it', async () => {
  const { db } = await deviceWith();
  expect(await documentById(db, document.id)).toEqual(document);
  expect(await documentByNumber(db, ' br-1')).toEqual(document);
  expect(await documentByNumber(db, 'BR-2')).toBeNull();
  expect(await backordersOf(db, 'document-0')).toEqual([]);
});

test('its tally is of own waiting movements and of pulled ones, less what was taken back or refused', async () => {
  const { db, record } = await deviceWith();
  const first = await record({ serial: 'SN-1', document: 'br-1' });
  const refused = await record({ serial: 'SN-2', document: 'BR-1' });
  await record({ serial: 'SN-9' });
  expect(progressOf(await readTally(db, document))).toBe(1);
  await parkMovement(db, { id: refused.id, refusal: { code: 'malformed-movement' }, now: 1 });
  expect(progressOf(await readTally(db, document))).toBe(0.5);
  await record({ serial: 'SN-1', kind: 'reversal', reverses: first.id });
  expect(progressOf(await readTally(db, document))).toBe(0);
});

test('every document has how far it has come', async () => {
  const { db, record } = await deviceWith();
  await record({ serial: 'SN-1', document: 'BR-1' });
  expect(await listProgress(db)).toEqual([{ document, share: 0.5, count: 1 }]);
  expect(await listProgress(db, 'open')).toHaveLength(1);
  expect(await listProgress(db, 'closed')).toEqual([]);
});

test('movements of before are kept for the document, those behind the cursor come with the feed', async () => {
  const other = await deviceWith();
  const [before, after] = [
    await other.record({ serial: 'SN-1', document: 'BR-1' }),
    await other.record({ serial: 'SN-2', document: 'BR-1' })
  ];
  const { db } = await deviceWith();
  const told = [committed(before, 9), committed(after, 10)];
  for (const _ of [1, 2])
    expect(await keepDocumentMovements(db, told, await db.readFeed('cursor'))).toMatchObject({ ok: true });
  expect((await movementsOfDocument(db, 'BR-1')).map(({ id }) => id)).toEqual([before.id]);
  expect(isComplete(await readTally(db, document))).toBe(false);
});
