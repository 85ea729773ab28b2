import { expect, test } from 'vitest';
import { draftOf } from '../../../../tests/factories/device.ts';
import { openPhones, testAuthor as by, type Phone } from '../../../../tests/factories/phones.ts';
import { acceptanceOf } from '../../domain/settlement/acceptance.ts';
import { openAnomaliesHere } from './open-anomalies.ts';

const { serial: _serial, ...quantity } = draftOf({ quantityMicros: 5_000_000 });

test('what an own scan contradicts is open at once, and what an own fact settles is gone at once', async () => {
  const { phones } = await openPhones(2);
  const [phone, other] = phones as [Phone, Phone];
  const [shipped] = await phone.record(1, [
    draftOf({ kind: 'shipment' }),
    { ...quantity, kind: 'scrap', fromLocationId: 'a-01' }
  ]);
  const found = await openAnomaliesHere(phone.db);
  expect(found).toMatchObject([
    { anomaly: { type: 'exit-without-entry', movementId: shipped?.id }, subject: { of: 'serial' } },
    { anomaly: { type: 'negative-quantity' }, subject: { of: 'stock', locationId: 'a-01' } }
  ]);
  expect(found.every(({ standing }) => standing === 'provisional')).toBe(true);

  for (const one of [phone, other]) await one.sync();
  expect(await openAnomaliesHere(other.db)).toMatchObject([
    { standing: 'confirmed' },
    { standing: 'confirmed' }
  ]);

  for (const { anomaly, subject } of found) {
    const about =
      subject.of === 'serial' ? { productId: subject.productId, serial: subject.serial } : subject;
    await other.record(2, [acceptanceOf({ anomaly, subject: about, reason: 'vu', by })]);
  }
  expect(await openAnomaliesHere(other.db)).toEqual([]);
  for (const one of [other, phone]) await one.sync();
  expect(await openAnomaliesHere(phone.db)).toEqual([]);
});
