import { beforeEach, expect, test } from 'vitest';
import { stockMovementsResponseSchema, stockResponseSchema } from '../../src/lib/protocol/stock.ts';
import type { Movement } from '../../src/lib/domain/movement/movement.ts';
import { testCatalogue, testProduct } from '../factories/catalogue.ts';
import { TestServer, type TestDevice } from '../factories/server.ts';

const UNIT = 1_000_000;
let server: TestServer;
let desk: TestDevice;

const bulk = (units: number, fields: Partial<Movement> = {}): Movement => {
  const { serial: _serial, ...movement } = desk.make({ quantityMicros: units * UNIT, ...fields });
  return movement;
};
const stock = async (query = '') =>
  stockResponseSchema.parse(await (await desk.request(`/api/stock${query}`)).json());

beforeEach(async () => {
  server = await TestServer.open();
  desk = await server.enrol();
  const product = testProduct({ unitCostMicros: 3 * UNIT, alertMicros: 50 * UNIT });
  const inside = {
    ...(testCatalogue.locations[0] ?? expect.unreachable()),
    id: 'loc-1-a',
    code: 'LOC-1-A',
    parentId: 'loc-1'
  };
  await server.store.putCatalogue({ products: [product], locations: [inside] });
  await desk.push([
    bulk(10),
    bulk(2, { toLocationId: 'loc-1-a' }),
    bulk(4, { kind: 'transfer', fromLocationId: 'loc-1', toLocationId: 'loc-2' }),
    desk.make({ serial: 'S' })
  ]);
});

test('the stock state counts quantities and serials together, with value and level', async () => {
  expect(await stock()).toMatchObject({
    lines: [{ quantityMicros: 13 * UNIT, serials: 1, valueMicros: 39 * UNIT, alert: 'under-alert' }],
    total: 1,
    valueMicros: 39 * UNIT,
    currency: 'EUR',
    withoutCost: 0
  });
});

test('a place is asked about with what is inside it', async () => {
  const { lines } = await stock('?by=location&locationId=loc-1');
  expect(lines.map(({ locationId, quantityMicros }) => [locationId, quantityMicros / UNIT])).toEqual([
    ['loc-1', 7],
    ['loc-1-a', 2]
  ]);
  expect((await stock('?siteId=site-1')).lines).toMatchObject([{ quantityMicros: 13 * UNIT }]);
  expect((await stock('?siteId=elsewhere')).lines).toEqual([]);
});

test('the detail of a place is its movements, the latest first, with the balance after each', async () => {
  const response = await desk.request('/api/stock/movements?productId=product-1&locationId=loc-1');
  const { movements } = stockMovementsResponseSchema.parse(await response.json());
  expect(movements.map(({ movement, balanceMicros }) => [movement.kind, balanceMicros / UNIT])).toEqual([
    ['transfer', 6],
    ['receipt', 10]
  ]);
});

test('stock is told to devices only, and only to questions that can be understood', async () => {
  expect((await server.request('/api/stock')).status).toBe(401);
  expect((await server.request('/api/stock/movements?productId=product-1')).status).toBe(401);
  expect((await desk.request('/api/stock?by=colour')).status).toBe(400);
});
