import { expect, test } from 'vitest';
import { draftOf } from '../../../../tests/factories/device.ts';
import { openPhones, type Phone } from '../../../../tests/factories/phones.ts';
import { readStockEntries } from './stock-entries.ts';

const { serial: _serial, ...quantity } = draftOf({ quantityMicros: 5_000_000 });

test('quantities and serials are one list, own scans on top, and what is empty is left out', async () => {
  const { phones } = await openPhones(1);
  const [phone] = phones as [Phone];
  await phone.record(1, [
    draftOf({ serial: 'S1' }),
    draftOf({ serial: 'S2' }),
    draftOf({ serial: 'S3', toLocationId: 'a-02', lot: 'L1' }),
    quantity
  ]);
  await phone.sync();
  const at = { productId: quantity.productId, standing: 'confirmed', anomalies: [] };
  expect(await readStockEntries(phone.db)).toEqual([
    { ...at, locationId: 'a-01', lot: null, quantityMicros: 5_000_000, serials: 2, quarantined: 0 },
    { ...at, locationId: 'a-02', lot: 'L1', quantityMicros: 0, serials: 1, quarantined: 0 }
  ]);

  await phone.record(2, [
    draftOf({ serial: 'S1', kind: 'quarantine' }),
    draftOf({ serial: 'S3', kind: 'shipment' }),
    { ...quantity, kind: 'shipment', fromLocationId: 'a-01' }
  ]);
  const left = { productId: quantity.productId, locationId: 'a-01', lot: null };
  expect(await readStockEntries(phone.db)).toEqual([
    { ...left, quantityMicros: 0, serials: 2, quarantined: 1, standing: 'provisional', anomalies: [] }
  ]);
  expect(await readStockEntries(phone.db, { locationId: 'a-02' })).toEqual([]);
});

test('a count of serials that an own scan may change yet is provisional', async () => {
  const { phones } = await openPhones(1);
  const [phone] = phones as [Phone];
  await phone.record(1, [draftOf({ serial: 'S1' }), draftOf({ serial: 'S2' })]);
  await phone.sync();
  await phone.record(2, [draftOf({ serial: 'S2', kind: 'shipment' })]);
  for (const standing of ['provisional', 'confirmed']) {
    expect(await readStockEntries(phone.db)).toMatchObject([{ serials: 1, standing }]);
    await phone.sync();
  }
});

test('negative stock is in the list with its anomaly', async () => {
  const { phones } = await openPhones(1);
  const [phone] = phones as [Phone];
  await phone.record(1, [{ ...quantity, kind: 'shipment', fromLocationId: 'a-01' }]);
  for (const standing of ['provisional', 'confirmed']) {
    expect(await readStockEntries(phone.db, { locationId: 'a-01' })).toMatchObject([
      { quantityMicros: -5_000_000, standing, anomalies: [{ type: 'negative-quantity' }] }
    ]);
    await phone.sync();
  }
});
