import { beforeEach, expect, test } from 'vitest';
import { plainProduct, type Product } from '../../src/lib/domain/catalogue/catalogue.ts';
import { IMPORT_PART_LIMIT, type ImportAnswer } from '../../src/lib/protocol/catalogue.ts';
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts';
import { testProduct } from '../factories/catalogue.ts';
import { FACTORY_START, idFactory } from '../factories/movements.ts';
import { errorOf, TestServer, type TestDevice } from '../factories/server.ts';

const newId = idFactory(31);
let now = FACTORY_START;
let server: TestServer;
let desk: TestDevice;

beforeEach(async () => {
  server = await TestServer.open({ now: () => now });
  desk = await server.enrol();
});

const product = (place: number, fields: Partial<Product> = {}): Product =>
  plainProduct({ id: `import-${place}`, code: `IMP-${place}`, label: `Article ${place}`, ...fields });

interface Part {
  id: string;
  total: number;
  offset: number;
  products: readonly Product[];
}

const sendPart = ({ products, ...part }: Part) =>
  desk.request('/api/catalogue/imports', {
    method: 'POST',
    body: JSON.stringify({ kind: 'products', ...part, rows: products.map((row) => ({ row, seen: null })) })
  });

const answerTo = async (part: Part) => (await (await sendPart(part)).json()) as ImportAnswer;

/** Sends everything, part by part; the last answer. */
async function importAll(products: readonly Product[]): Promise<ImportAnswer | undefined> {
  const id = newId();
  let last: ImportAnswer | undefined;
  for (let offset = 0; offset < products.length; offset += IMPORT_PART_LIMIT) {
    const part = products.slice(offset, offset + IMPORT_PART_LIMIT);
    last = await answerTo({ id, total: products.length, offset, products: part });
  }
  return last;
}

const countProducts = async () => (await server.store.readSnapshot()).catalogue.products.length;

test('ten thousand products in parts are stored whole, in one step', { timeout: 60_000 }, async () => {
  const store = openSqliteStore({ path: ':memory:', newEpoch: newId() });
  server = await TestServer.open({ store });
  desk = await server.enrol();
  const products = Array.from({ length: 10_000 }, (_, place) => product(place));
  expect(await importAll(products)).toEqual({ verdict: 'stored', count: 10_000 });
  expect(await countProducts()).toBe(10_002);
  await store.close();
});

test('nothing is stored before the last part, and a part sent twice counts once', async () => {
  const id = newId();
  const first = { id, total: 3, offset: 0, products: [product(1)] };
  expect(await answerTo(first)).toEqual({ verdict: 'held', received: 1 });
  const second = { id, total: 3, offset: 1, products: [product(2)] };
  expect(await answerTo(second)).toEqual({ verdict: 'held', received: 2 });
  expect(await answerTo(second)).toEqual({ verdict: 'held', received: 2 });
  expect(await countProducts()).toBe(2);
  expect(await answerTo({ id, total: 3, offset: 2, products: [product(3)] })).toEqual({
    verdict: 'stored',
    count: 3
  });
});

test('one bad row and nothing of the file is stored', async () => {
  const answer = await importAll([product(1), product(2, { code: 'p-1' }), product(3, { code: 'imp-1' })]);
  expect(answer).toMatchObject({ verdict: 'refused' });
  expect(answer?.verdict === 'refused' && answer.problems.map(({ id, code }) => [id, code])).toEqual([
    ['import-1', 'code-taken'],
    ['import-2', 'code-taken'],
    ['import-3', 'code-taken']
  ]);
  expect(await countProducts()).toBe(2);
});

test('components may stand in the same file, in any order', async () => {
  const composed = product(1, { components: [{ productId: 'import-2', quantityMicros: 2_000_000 }] });
  expect(await importAll([composed, product(2)])).toEqual({ verdict: 'stored', count: 2 });
});

test('a row that another desk has changed since is not overwritten, and nothing is stored', async () => {
  expect(await importAll([product(1), { ...testProduct(), label: 'Importé' }])).toEqual({
    verdict: 'changed-meanwhile',
    ids: ['product-1']
  });
  expect(await countProducts()).toBe(2);
});

test('a part without those before it is told so', async () => {
  const orphan = { id: newId(), total: 2, offset: 1, products: [product(2)] };
  expect(await errorOf(await sendPart(orphan))).toMatchObject({ status: 409, code: 'import-lost' });
});

test('an import that stands still for ten minutes is given up', async () => {
  const id = newId();
  await answerTo({ id, total: 2, offset: 0, products: [product(1)] });
  now += 10 * 60_000 + 1;
  expect(await errorOf(await sendPart({ id, total: 2, offset: 1, products: [product(2)] }))).toMatchObject({
    code: 'import-lost'
  });
});
