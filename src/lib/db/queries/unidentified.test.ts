import { expect, test } from 'vitest';
import { openPhones, testAuthor as by, type Phone } from '../../../../tests/factories/phones.ts';
import { draftOf } from '../../../../tests/factories/device.ts';
import { namingOf } from '../../domain/settlement/correction.ts';
import { reversalsOfGroup } from '../../domain/settlement/reversal.ts';
import { listOwnUnidentified } from './unidentified.ts';
import { readSerialView } from './serial-view.ts';

const productId = draftOf().productId ?? '';
const idsOf = async ({ db }: Phone) => (await listOwnUnidentified(db)).map(({ movement }) => movement.id);

test('a scan that is named here leaves the list at once, and the product has it where it stood', async () => {
  const { server, phones } = await openPhones(1);
  const [phone] = phones as [Phone];
  const scan = await phone.scan(1, { productId: null, productHint: 'carton' });
  const other = await phone.scan(2, { productId: null, serial: 'SN-2' });
  expect(await idsOf(phone)).toEqual([scan.id, other.id]);
  await phone.record(9, namingOf({ scan, productId, by }), true);
  expect(await idsOf(phone)).toEqual([other.id]);
  const view = await readSerialView(phone.db, { productId, serialKey: 'SN-0001' });
  expect(view?.row.state).toMatchObject({ status: 'in-stock', since: scan.recordedAt });
  await phone.sync();
  expect(await idsOf(phone)).toEqual([other.id]);
  expect(server.unidentified.map(({ movement }) => movement.id)).toEqual([other.id]);
});

test('a scan that the desk named leaves the list of the phone that made it; a name taken back brings it again', async () => {
  const { phones } = await openPhones(2);
  const [phone, desk] = phones as [Phone, Phone];
  const scan = await phone.scan(1, { productId: null });
  for (const one of [phone, desk]) await one.sync();
  const naming = await desk.record(5, namingOf({ scan, productId, by }), true);
  for (const one of [desk, phone]) await one.sync();
  expect(await idsOf(phone)).toEqual([]);
  await desk.record(6, reversalsOfGroup({ movements: naming, by }) ?? [], true);
  for (const one of [desk, phone]) await one.sync();
  expect(await idsOf(phone)).toEqual([scan.id]);
});

test('a scan of a product that only this device knows is listed once the server has said so', async () => {
  const { phones } = await openPhones(1);
  const [phone] = phones as [Phone];
  const scan = await phone.scan(1, { productId: 'not-there' });
  expect(await idsOf(phone)).toEqual([]);
  await phone.sync();
  expect(await idsOf(phone)).toEqual([scan.id]);
  await phone.record(9, namingOf({ scan, productId, by }), true);
  expect(await idsOf(phone)).toEqual([]);
});
