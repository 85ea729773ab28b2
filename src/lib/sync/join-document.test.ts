import { expect, test } from 'vitest';
import { draftOf, openTestDatabase, testId } from '../../../tests/factories/device.ts';
import { recordMovement } from '../db/commands/record-movement.ts';
import { movementsOfDocument } from '../db/queries/documents.ts';
import { joinDocument } from './join-document.ts';

async function movementOfAnotherDevice() {
  const other = await openTestDatabase();
  const recorded = await recordMovement(other.db, other.input(draftOf({ document: 'BR-1' })));
  if (!recorded.ok) throw new Error(recorded.error.code);
  const { value: movement } = recorded;
  const stamp = { seq: 3, carrierDeviceId: movement.origin.deviceId, arrivedAt: 1 };
  return { movement, stamp, deviceName: 'Autre' };
}

test('what others did before is kept, and who works on it is told', async () => {
  const { db, random } = await openTestDatabase();
  await db.writeFeed('cursor', { epoch: testId(random), seq: 5 });
  const committed = await movementOfAnotherDevice();
  const api = {
    documentMovements: async () => ({ ok: true as const, value: { movements: [committed], work: [] } })
  };
  expect(await joinDocument({ db, api, id: 'document-1' })).toEqual([]);
  expect(await movementsOfDocument(db, 'br-1')).toEqual([committed.movement]);
});

test('what a server told that was put back meanwhile is not kept', async () => {
  const { db, random } = await openTestDatabase();
  await db.writeFeed('cursor', { epoch: testId(random), seq: 5 });
  const committed = await movementOfAnotherDevice();
  const api = {
    documentMovements: async () => {
      await db.writeFeed('cursor', { epoch: testId(random), seq: 9 });
      return { ok: true as const, value: { movements: [committed], work: [] } };
    }
  };
  await joinDocument({ db, api, id: 'document-1' });
  expect(await movementsOfDocument(db, 'br-1')).toEqual([]);
});

test('without a network nothing is known of the others', async () => {
  const { db } = await openTestDatabase();
  const api = {
    documentMovements: async () => ({ ok: false as const, error: { code: 'unreachable' as const } })
  };
  expect(await joinDocument({ db, api, id: 'document-1' })).toBeNull();
});
