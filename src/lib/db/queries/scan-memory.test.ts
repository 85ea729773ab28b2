import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draftOf, openTestDatabase, testProduct } from '../../../../tests/factories/device.ts';
import type { Location, Product } from '../../domain/catalogue/catalogue.ts';
import { recordMovement } from '../commands/record-movement.ts';
import { rememberLabel } from '../commands/remember-label.ts';
import { toStoredProduct } from '../to-stored.ts';
import { locationByBarcode, productByCode, productByGtin, productById } from './catalogue.ts';
import { scanMemory, type Names } from './scan-memory.ts';

const place = (over: Partial<Location>): Location => ({
  id: 'a-01',
  siteId: 's',
  parentId: null,
  code: 'A-01',
  name: 'A-01',
  barcode: null,
  archived: false,
  ...over
});

/** Few texts, so that two rows often have the same one, also but for its case. */
const text = fc.constantFrom(
  'A-01',
  'a-01',
  'B-1',
  'b-1',
  'LOC',
  'É-1',
  'é-1',
  '03760001000016',
  '19521234001062'
);
const catalogues = fc.record({
  products: fc.uniqueArray(
    fc.record({
      id: fc.constantFrom('p-1', 'p-2', 'p-3', 'p-4'),
      code: text,
      gtins: fc.uniqueArray(text, { maxLength: 2 }),
      pack: fc.option(text, { nil: null }),
      archived: fc.boolean()
    }),
    { selector: ({ id }) => id }
  ),
  locations: fc.uniqueArray(
    fc.record({
      id: fc.constantFrom('l-1', 'l-2', 'l-3', 'l-4'),
      code: text,
      barcode: fc.option(text, { nil: null })
    }),
    { selector: ({ id }) => id }
  )
});

const ask = async (names: Names, asked: string) => [
  await names.productById(asked),
  await names.productByCode(asked),
  await names.productByGtin(asked),
  await names.locationByBarcode(asked)
];

test('any text names what the queries of the database find', async () => {
  await fc.assert(
    fc.asyncProperty(catalogues, fc.array(text, { minLength: 1 }), async ({ products, locations }, texts) => {
      const { db } = await openTestDatabase();
      await db.products.bulkPut(
        products.map(({ pack, ...over }): ReturnType<typeof toStoredProduct> => {
          const packs: Product['packs'] =
            pack === null ? [] : [{ unit: 'carton', quantityMicros: 10_000_000, gtin: pack }];
          return toStoredProduct({ ...testProduct, ...over, packs });
        })
      );
      await db.locations.bulkPut(locations.map(place));
      const { look } = await scanMemory(db);
      for (const asked of [...texts, ` ${texts[0] ?? ''} `, 'p-1', 'router']) {
        expect(await look((names) => ask(names, asked))).toEqual([
          await productById(db, asked),
          await productByCode(db, asked),
          await productByGtin(db, asked),
          await locationByBarcode(db, asked)
        ]);
      }
      db.close();
    }),
    { numRuns: 60 }
  );
});

test('what this page changes is known to the next scan, and a scan makes nothing be read again', async () => {
  const { db, input } = await openTestDatabase();
  const before = await scanMemory(db);
  expect(before).toMatchObject({ operator: null, site: null, choices: [] });
  await recordMovement(db, input(draftOf()));
  expect(await scanMemory(db)).toBe(before);

  const nameOf = async (code: string) =>
    (await (await scanMemory(db)).look((names) => names.productByCode(code)))?.label;
  await db.products.update(testProduct.id, { label: 'Routeur neuf' });
  expect(await nameOf('rt-100')).toBe('Routeur neuf');

  await db.locations.put(place({ barcode: 'LOC-A-01' }));
  const { look } = await scanMemory(db);
  expect(await look((names) => names.locationByBarcode('LOC-A-01'))).toMatchObject({ id: 'a-01' });

  await db.writeMeta('operator', { id: '018f0000-0000-7000-8000-000000000001', name: 'Aline' });
  expect((await scanMemory(db)).operator?.name).toBe('Aline');
  await db.meta.delete('operator');
  expect((await scanMemory(db)).operator).toBeNull();
  await db.sites.put({ id: 's', code: 'S', name: 'Lyon', timeZone: 'Europe/Paris', archived: false });
  expect((await scanMemory(db)).site?.timeZone).toBe('Europe/Paris');
  await rememberLabel(db, { product: 'RT-100', marks: ['a', 'b'], chosen: 'a' });
  expect((await scanMemory(db)).choices).toHaveLength(1);
});

test('what another connection to the same database changes is known too', async () => {
  const { db, reopen } = await openTestDatabase();
  const other = await reopen();
  await scanMemory(db);
  await other.writeMeta('operator', { id: '018f0000-0000-7000-8000-000000000001', name: 'Bruno' });
  expect((await scanMemory(db)).operator?.name).toBe('Bruno');
});

test('a catalogue too large to be kept is looked up in the database', async () => {
  const { db } = await openTestDatabase();
  const many = Array.from({ length: 5000 }, (_, at) =>
    place({ id: `l-${at}`, code: `L-${at}`, barcode: `B-${at}` })
  );
  await db.locations.bulkPut(many);
  const { look } = await scanMemory(db);
  const found = await look((names) =>
    Promise.all([
      names.locationByBarcode('B-4321'),
      names.locationByBarcode('l-12'),
      names.productByCode('rt-100')
    ])
  );
  expect(found.map((one) => one?.id)).toEqual(['l-4321', 'l-12', testProduct.id]);
});

test('a database that could not be read is asked again', async () => {
  const { db, reopen } = await openTestDatabase();
  db.close({ disableAutoOpen: true });
  await expect(scanMemory(db)).rejects.toThrow();
  await reopen();
  await db.open();
  expect((await scanMemory(db)).operator).toBeNull();
});
