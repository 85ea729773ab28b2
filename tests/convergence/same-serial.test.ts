import { expect, test } from 'vitest';
import { openAnomaliesHere } from '../../src/lib/db/queries/open-anomalies.ts';
import { readSerialView } from '../../src/lib/db/queries/serial-view.ts';
import { readStockEntries } from '../../src/lib/db/queries/stock-entries.ts';
import { testProduct } from '../factories/device.ts';
import { openPhones, type Phone } from '../factories/phones.ts';

/** Faults f30 and f31: two phones meet one serial, and each of them keeps what it saw. */
const SERIAL = 'SN-0001';
const identity = { productId: testProduct.id, serialKey: SERIAL };

async function twoPhones(): Promise<{ first: Phone; second: Phone; syncAll: () => Promise<void> }> {
  const { phones } = await openPhones(2);
  const [first, second] = phones;
  if (!first || !second) throw new Error('two phones');
  await first.scan(0);
  const syncAll = async () => {
    for (const phone of [...phones, ...phones]) await phone.sync();
  };
  await syncAll();
  return { first, second, syncAll };
}

const viewOf = ({ db }: Phone) => readSerialView(db, identity);
const anomaliesOf = async ({ db }: Phone) => (await openAnomaliesHere(db)).map(({ anomaly }) => anomaly);
async function inStock({ db }: Phone): Promise<number> {
  const entries = await readStockEntries(db);
  return entries.reduce((sum, { serials }) => sum + serials, 0);
}

test('two phones ship the same serial offline: both movements are kept, with one open contradiction', async () => {
  const { first, second, syncAll } = await twoPhones();
  const shipped = await first.scan(10, { kind: 'shipment', document: 'BL-1' });
  const again = await second.scan(11, { kind: 'shipment', document: 'BL-2' });
  await syncAll();
  for (const phone of [first, second]) {
    expect(await viewOf(phone)).toMatchObject({ row: { state: { status: 'delivered' }, movementCount: 3 } });
    expect(await anomaliesOf(phone)).toMatchObject([
      { type: 'double-exit', movementId: again.id, againstMovementId: shipped.id }
    ]);
  }
});

test('a serial that comes back after its delivery is in stock, and its history says all of it', async () => {
  const { first, second, syncAll } = await twoPhones();
  await first.scan(10, { kind: 'shipment', document: 'BL-1' });
  const back = await second.scan(20, { kind: 'customer-return' });
  await syncAll();
  for (const phone of [first, second]) {
    expect(await viewOf(phone)).toMatchObject({
      row: { state: { status: 'in-stock', lastMovementId: back.id }, movementCount: 3 }
    });
    expect(await anomaliesOf(phone)).toEqual([]);
  }
});

test('a serial counted twice, on one phone and on two, is in stock once, and both sightings are kept', async () => {
  const { first, second, syncAll } = await twoPhones();
  await first.scan(10, { kind: 'count' });
  await first.scan(11, { kind: 'count' });
  await second.scan(12, { kind: 'count' });
  await syncAll();
  for (const phone of [first, second]) {
    expect(await viewOf(phone)).toMatchObject({ row: { state: { status: 'in-stock' }, movementCount: 4 } });
    expect(await anomaliesOf(phone)).toEqual([]);
    expect(await inStock(phone)).toBe(1);
  }
});
