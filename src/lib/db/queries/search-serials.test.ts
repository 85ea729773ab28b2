import { beforeEach, expect, test } from 'vitest';
import {
  draftOf,
  openTestDatabase,
  testProduct,
  type TestDatabase
} from '../../../../tests/factories/device.ts';
import { emptySerialRow } from '../../domain/serial/serial-row.ts';
import { toStoredProduct } from '../to-stored.ts';
import { recordMovement } from '../commands/record-movement.ts';
import { locationByBarcode, productByCode, productByGtin, searchProducts } from './catalogue.ts';
import { readLocalHistory } from './history.ts';
import { findSerialsByKey, searchSerials } from './search-serials.ts';

let device: TestDatabase;

const screen = {
  ...testProduct,
  id: 'screen',
  code: 'EC-24',
  label: 'Écran 24 pouces',
  gtins: ['00000012345670']
};

beforeEach(async () => {
  device = await openTestDatabase();
  await device.db.products.put(screen);
  const held = ['AB12', 'AB123', 'AB124', 'ZZ9'].map((serial) => ({ productId: testProduct.id, serial }));
  await device.db.serials.bulkPut(
    [...held, { productId: screen.id, serial: 'AB12' }].map(({ productId, serial }) => ({
      ...emptySerialRow({ productId, serial, serialKey: serial }),
      version: 1
    }))
  );
});

const found = async (text: string, limit = 10): Promise<string[]> =>
  (await searchSerials(device.db, { text, limit })).map(({ row }) => `${row.productId} ${row.serial}`);

test('the exact serial comes first, under each product that has it, then what begins so', async () => {
  expect(await found('ab12')).toEqual(['router AB12', 'screen AB12', 'router AB123', 'router AB124']);
  expect(await found(' ab12\r', 3)).toHaveLength(3);
  expect(await found('')).toEqual([]);
  expect(await found('nothing')).toEqual([]);
});

test('a product is found by a word of its label, without its accents, and gives its serials', async () => {
  expect(await found('ecran')).toEqual(['screen AB12']);
  expect(await found('rt-1')).toEqual(['router AB12', 'router AB123', 'router AB124', 'router ZZ9']);
});

test('a serial known only from the queue is found, once', async () => {
  for (const kind of ['receipt', 'shipment'] as const) {
    await recordMovement(device.db, device.input(draftOf({ kind, serial: 'ab125' })));
  }
  expect(await found('AB125')).toEqual(['router ab125']);
  expect((await findSerialsByKey(device.db, 'Ab125')).map(({ standing }) => standing)).toEqual([
    'provisional'
  ]);
});

test('a range finds the serials between its ends that count as it does, under every product, queue included', async () => {
  const serials = ['SN009', 'SN010', 'SN0105', 'SN01A', 'SN015', 'SN019', 'SN020'];
  await device.db.serials.bulkPut(
    [...serials.map((serial) => ['router', serial] as const), ['screen', 'SN015'] as const].map(
      ([productId, serial]) => ({
        ...emptySerialRow({ productId, serial, serialKey: serial }),
        version: 1
      })
    )
  );
  await recordMovement(device.db, device.input(draftOf({ kind: 'receipt', serial: 'SN017' })));
  const range = ['router SN010', 'router SN015', 'screen SN015', 'router SN017', 'router SN019'];
  for (const text of ['SN010-SN019', 'sn010-019', 'SN010+9', ' SN010 – SN019 ']) {
    expect(await found(text)).toEqual(range);
  }
  expect(await found('SN010-SN019', 3)).toEqual(range.slice(0, 3));
  expect(await found('SN019-SN010')).toEqual([]);
});

test('the same serial under two products is two answers', async () => {
  const views = await findSerialsByKey(device.db, 'AB12');
  expect(views.map(({ row }) => row.productId)).toEqual(['router', 'screen']);
});

test('products are found by code in any case, by GTIN and by every word', async () => {
  expect(await productByCode(device.db, ' ec-24 ')).toMatchObject({ id: 'screen' });
  expect(await productByGtin(device.db, '00000012345670')).toMatchObject({ id: 'screen' });
  expect(await productByGtin(device.db, '00000012345671')).toBeNull();
  expect((await searchProducts(device.db, 'pouces 24')).map(({ id }) => id)).toEqual(['screen']);
  expect(await searchProducts(device.db, 'pouces 25')).toEqual([]);
});

test('a location is found by its label or its code', async () => {
  const location = {
    id: 'l',
    siteId: 's',
    parentId: null,
    code: 'A-01',
    name: 'A 01',
    barcode: 'LOC;1',
    archived: false
  };
  await device.db.locations.put(location);
  expect(await locationByBarcode(device.db, 'LOC;1')).toEqual(location);
  expect(await locationByBarcode(device.db, 'a-01')).toEqual(location);
  expect(await locationByBarcode(device.db, 'A-02')).toBeNull();
});

test('the history held here is in fold order and says where each own movement stands', async () => {
  const day = { startsAt: 0, endsAt: 86_400_000 };
  await recordMovement(device.db, device.input(draftOf({ kind: 'shipment' })));
  await recordMovement(device.db, device.input(draftOf({ kind: 'receipt', chosenDay: day })));
  const history = await readLocalHistory(device.db, { productId: testProduct.id, serialKey: 'SN-0001' });
  expect(history.map(({ movement, own, stamp }) => [movement.kind, own, stamp])).toEqual([
    ['receipt', 'waiting', null],
    ['shipment', 'waiting', null]
  ]);
});

test('the barcode of a pack names its product; the barcode of a piece goes first', async () => {
  const packed = (gtin: string) => [{ unit: 'box', quantityMicros: 12_000_000, gtin }];
  await device.db.products.bulkPut(
    [
      { ...screen, packs: packed('19521234000010') },
      { ...testProduct, packs: packed('00000012345670') }
    ].map(toStoredProduct)
  );
  expect((await productByGtin(device.db, '19521234000010'))?.id).toBe('screen');
  expect((await productByGtin(device.db, '00000012345670'))?.id).toBe('screen');
  expect(await productByGtin(device.db, '29521234000017')).toBeNull();
});
