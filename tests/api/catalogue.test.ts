import { beforeEach, describe, expect, test } from 'vitest';
import {
  plainProduct,
  type Location,
  type Product,
  type Settings
} from '../../src/lib/domain/catalogue/catalogue.ts';
import type { PutAnswer } from '../../src/lib/protocol/catalogue.ts';
import { testCatalogue, testProduct } from '../factories/catalogue.ts';
import { FACTORY_START } from '../factories/movements.ts';
import { errorOf, TestServer, type TestDevice } from '../factories/server.ts';

let server: TestServer;
let desk: TestDevice;

beforeEach(async () => {
  server = await TestServer.open();
  desk = await server.enrol();
});

const post = (kind: string, body: unknown, device = desk) =>
  device.request(`/api/catalogue/${kind}`, { method: 'POST', body: JSON.stringify(body) });

async function put<Row>(kind: string, row: Row, seen: Row | null = null): Promise<PutAnswer<Row>> {
  return (await (await post(kind, { row, seen })).json()) as PutAnswer<Row>;
}

const product = (fields: Partial<Product> = {}): Product =>
  plainProduct({ id: 'new-1', code: 'NEW', label: 'Nouveau', ...fields });
const location = (fields: Partial<Location> = {}): Location => ({
  id: 'loc-9',
  siteId: 'site-1',
  parentId: null,
  code: 'L9',
  name: 'L9',
  barcode: null,
  archived: false,
  ...fields
});

/** The codes and fields that an answer names. */
const problemsOf = <Row>(answer: PutAnswer<Row>) =>
  answer.verdict === 'refused'
    ? answer.problems.map(({ code, field }) => `${field}: ${code}`)
    : [answer.verdict];

async function readCatalogue() {
  return (await server.store.readSnapshot()).catalogue;
}

describe('a product', () => {
  test('is created, changed and archived, and travels with the feed', async () => {
    const created = product({ packs: [{ unit: 'boîte', quantityMicros: 12_000_000, gtin: null }] });
    expect(await put('products', created)).toEqual({ verdict: 'stored', row: created });
    const archived = { ...created, label: 'Ancien', archived: true };
    expect(await put('products', archived, created)).toEqual({ verdict: 'stored', row: archived });
    const { changes } = await desk.pull();
    expect(
      changes.filter((change) => change.type === 'product').map((change) => change.product)
    ).toContainEqual(archived);
  });

  test('said twice is stored once', async () => {
    await put('products', product());
    const { cursor } = await desk.pull();
    expect((await put('products', product())).verdict).toBe('stored');
    expect((await desk.pull({ seq: cursor.seq })).changes).toEqual([]);
  });

  test.each([
    ['code: code-taken', { code: 'p-1' }],
    ['gtins: gtin-invalid', { gtins: ['09521234000014'] }],
    ['gtins: gtin-taken', { gtins: ['09521234000013'] }],
    ['packs: gtin-taken', { packs: [{ unit: 'box', quantityMicros: 1_000_000, gtin: '09521234000013' }] }],
    ['packs: pack-twice', { packs: [{ unit: 'Pièce', quantityMicros: 1_000_000, gtin: null }] }],
    ['alertMicros: levels-contradict', { alertMicros: 1_000_000, securityMicros: 2_000_000 }],
    ['components: component-unknown', { components: [{ productId: 'nobody', quantityMicros: 1 }] }],
    ['components: component-circle', { components: [{ productId: 'new-1', quantityMicros: 1 }] }]
  ])('is refused with %s, and nothing is stored', async (problem, fields) => {
    expect(problemsOf(await put('products', product(fields)))).toEqual([problem]);
    expect((await readCatalogue()).products).toHaveLength(2);
  });

  test('is not changed over what another desk has stored meanwhile; the present one comes back', async () => {
    const seen = testProduct();
    const theirs = { ...seen, label: 'À eux' };
    await put('products', theirs, seen);
    expect(await put('products', { ...seen, label: 'À nous' }, seen)).toEqual({
      verdict: 'changed-meanwhile',
      present: theirs
    });
    expect(await put('products', product(), product({ label: 'Seen' }))).toEqual({
      verdict: 'changed-meanwhile',
      present: null
    });
  });

  test('keeps its tracking, its case and its place while serials are in stock, and says how many', async () => {
    await desk.push([desk.make({ serial: 'A' }), desk.make({ serial: 'B' })]);
    const seen = testProduct();
    const refused = await put('products', { ...seen, tracking: 'none' }, seen);
    expect(refused).toMatchObject({
      verdict: 'refused',
      problems: [
        { code: 'tracking-with-stock', field: 'tracking', onHand: { serials: 2, quantityMicros: 0 } }
      ]
    });
    expect(problemsOf(await put('products', { ...seen, exactCase: true }, seen))).toEqual([
      'exactCase: tracking-with-stock'
    ]);
    expect(problemsOf(await put('products', { ...seen, archived: true }, seen))).toEqual([
      'archived: archive-with-stock'
    ]);
    await desk.push([
      desk.make({ serial: 'A', kind: 'shipment' }),
      desk.make({ serial: 'B', kind: 'shipment' })
    ]);
    expect((await put('products', { ...seen, tracking: 'none' }, seen)).verdict).toBe('stored');
  });

  test('keeps its tracking while a quantity is in stock', async () => {
    const seen = product({ tracking: 'none' });
    await put('products', seen);
    await desk.push([desk.make({ productId: seen.id, serial: undefined, quantityMicros: 3_000_000 })]);
    expect(await put('products', { ...seen, tracking: 'lot' }, seen)).toMatchObject({
      problems: [{ code: 'tracking-with-stock', onHand: { serials: 0, quantityMicros: 3_000_000 } }]
    });
    expect((await put('products', { ...seen, label: 'Other' }, seen)).verdict).toBe('stored');
  });
});

describe('a location', () => {
  test.each([
    ['siteId: site-unknown', { siteId: 'site-9' }],
    ['code: code-taken', { code: 'loc-1' }],
    ['barcode: barcode-taken', { barcode: 'LOC-1' }],
    ['parentId: parent-unknown', { parentId: 'nowhere' }],
    ['parentId: parent-circle', { parentId: 'loc-9' }]
  ])('is refused with %s', async (problem, fields) => {
    expect(problemsOf(await put('locations', location(fields)))).toEqual([problem]);
  });

  test('does not stand in a place of another site, nor move there', async () => {
    await put('sites', { ...testCatalogue.sites[0], id: 'site-2', code: 'S2' });
    expect(problemsOf(await put('locations', location({ siteId: 'site-2', parentId: 'loc-1' })))).toEqual([
      'parentId: parent-elsewhere'
    ]);
    await put('locations', location());
    expect(problemsOf(await put('locations', location({ siteId: 'site-2' }), location()))).toEqual([
      'siteId: site-fixed'
    ]);
  });

  test('is not archived over stock, nor over places that stand in it', async () => {
    const [seen] = testCatalogue.locations;
    await desk.push([desk.make({ serial: 'A', toLocationId: 'loc-1' })]);
    expect(problemsOf(await put('locations', { ...seen, archived: true }, seen))).toEqual([
      'archived: archive-with-stock'
    ]);
    await put('locations', location({ parentId: 'loc-1' }));
    expect(problemsOf(await put('locations', { ...seen, archived: true }, seen))).toEqual([
      'archived: archive-with-children'
    ]);
  });
});

test('a site needs a time zone that exists, and is not archived over its locations', async () => {
  const [seen] = testCatalogue.sites;
  expect(problemsOf(await put('sites', { ...seen, timeZone: 'Mars/Base' }, seen))).toEqual([
    'timeZone: time-zone-unknown'
  ]);
  expect(problemsOf(await put('sites', { ...seen, archived: true }, seen))).toEqual([
    'archived: archive-with-children'
  ]);
});

test('the code of a partner is taken in whatever case', async () => {
  const partner = { id: 'p-9', code: 'f1', name: 'Autre', roles: ['supplier'], archived: false };
  expect(problemsOf(await put('partners', partner))).toEqual(['code: code-taken']);
});

describe('the settings', () => {
  const seen = testCatalogue.settings;
  const change = async (fields: Partial<Settings>, from: Settings = seen, reason: string | null = null) =>
    (await (
      await post('settings', { row: { ...from, ...fields }, seen: from, reason })
    ).json()) as PutAnswer<Settings>;

  test('say which switch is missing', async () => {
    expect(problemsOf(await change({ lotManagement: false }))).toEqual([
      'stockManagement: setting-needs-lots'
    ]);
    expect(problemsOf(await change({ stockManagement: false }))).toEqual([
      'serialsOnMovements: setting-needs-stock'
    ]);
    expect((await change({ serialsOnMovements: false })).verdict).toBe('stored');
    expect((await readCatalogue()).settings.serialsOnMovements).toBe(false);
  });

  test('close a period forward, never beyond today', async () => {
    const tomorrow = new Date(FACTORY_START + 48 * 3_600_000).toISOString().slice(0, 10);
    expect(problemsOf(await change({ closedBefore: tomorrow }))).toEqual(['closedBefore: closing-in-future']);
    expect((await change({ closedBefore: '2024-01-01' })).verdict).toBe('stored');
  });

  test('reopen a period only for a reason, which is kept with who gave it', async () => {
    await change({ closedBefore: '2024-03-01' });
    const closed = { ...seen, closedBefore: '2024-03-01' };
    expect(problemsOf(await change({ closedBefore: null }, closed))).toEqual([
      'reason: reopening-without-reason'
    ]);
    expect(problemsOf(await change({ closedBefore: '2024-02-01' }, closed, '  '))).toEqual([
      'reason: reopening-without-reason'
    ]);
    expect((await change({ closedBefore: '2024-02-01' }, closed, 'Facture oubliée')).verdict).toBe('stored');
    expect(await server.store.readClosings()).toMatchObject([
      { before: '2024-03-01', after: '2024-02-01', reason: 'Facture oubliée', deviceId: desk.deviceId },
      { before: null, after: '2024-03-01', reason: null }
    ]);
  });

  test('are not changed over what another desk has set', async () => {
    await change({ currency: 'CHF' });
    expect(await change({ currency: 'USD' })).toMatchObject({
      verdict: 'changed-meanwhile',
      present: { currency: 'CHF' }
    });
  });
});

test('only an enrolled device edits, and only what has the shape of a row', async () => {
  const stranger = await server.request('/api/catalogue/products', {
    method: 'POST',
    body: JSON.stringify({ row: product(), seen: null })
  });
  expect(await errorOf(stranger)).toMatchObject({ status: 401, code: 'not-enrolled' });
  expect(
    await errorOf(await post('products', { row: { ...product(), unit: '' }, seen: null }))
  ).toMatchObject({
    status: 400,
    field: 'row.unit'
  });
});
