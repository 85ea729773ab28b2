import { expect, test } from 'vitest';
import { draftOf, testProduct } from '../../../tests/factories/device.ts';
import { openPhones, type Phone } from '../../../tests/factories/phones.ts';
import { loopOf, setUpSync, syncOnce } from '../../../tests/factories/sync.ts';
import { countSerials } from '../db/serials/read-rows.ts';
import { recordMovements } from '../db/commands/record-movements.ts';
import { ID_BYTES } from '../db/commands/stamp-drafts.ts';
import { readQueueSummary } from '../db/queries/queue.ts';
import { readSerialView } from '../db/queries/serial-view.ts';
import type { MovementDraft } from '../domain/movement/draft.ts';

const pallet = (count: number): MovementDraft[] =>
  Array.from({ length: count }, (_, place) => draftOf({ serial: `P-${String(place).padStart(4, '0')}` }));

test('an envelope of more than one push is with the others whole, or not at all', async () => {
  const { server, phones } = await openPhones(2);
  const [phone, other] = phones as [Phone, Phone];
  await phone.record(1, pallet(1200), true);
  await phone.sync();
  await other.sync();
  expect(server.movementIds).toHaveLength(1200);
  expect(await readQueueSummary(phone.db)).toMatchObject({ waiting: 0, parked: 0 });
  expect(await countSerials(other.db)).toBe(1200);
});

test('what the server holds does not stop what is behind it; it is shown here, waits, and is no error', async () => {
  const setting = await setUpSync();
  const { device, server } = setting;
  const record = (drafts: MovementDraft[], group: boolean) => {
    const { draft: _draft, ...at } = device.input(draftOf());
    const random = device.random.bytes(ID_BYTES * (drafts.length + 1));
    return recordMovements(device.db, { ...at, drafts, group, random });
  };
  const members = await record(pallet(3), true);
  if (!members.ok) throw new Error(members.error.code);
  const lost = members.value[1]?.id ?? '';
  await device.db.outbox.update(lost, { state: 'parked' });
  await record([draftOf({ serial: 'BEHIND' })], false);
  const loop = loopOf(setting);

  await syncOnce(loop);
  expect(loop.state).toMatchObject({ phase: 'idle', error: null });
  expect(server.rows.map(({ serial }) => serial)).toEqual(['BEHIND']);
  expect(await readQueueSummary(device.db)).toMatchObject({ waiting: 2, parked: 1 });
  const identity = { productId: testProduct.id, serialKey: 'P-0000' };
  expect(await readSerialView(device.db, identity)).toMatchObject({
    standing: 'provisional',
    row: { state: { status: 'in-stock' } }
  });

  await device.db.outbox.update(lost, { state: 'waiting' });
  await syncOnce(loop);
  expect(server.rows).toHaveLength(4);
  expect(await readQueueSummary(device.db)).toMatchObject({ waiting: 0, parked: 0 });
  expect(await readSerialView(device.db, identity)).toMatchObject({ standing: 'confirmed' });
});
