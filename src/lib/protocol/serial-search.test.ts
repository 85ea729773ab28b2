import fc from 'fast-check';
import { expect, test } from 'vitest';
import { everySerial, serialSortFields, sortDirections } from '../domain/serial/serial-query.ts';
import { serialStatuses } from '../domain/serial/status.ts';
import {
  readPosition,
  serialSearchParams,
  serialSearchParamsSchema,
  toSerialSearch,
  writePosition,
  type SerialSearchRequest
} from './serial-search.ts';

const entityId = fc.option(fc.constantFrom('product-1', 'loc-9'), { nil: null });
const instant = fc.option(fc.integer({ min: -5_000_000_000, max: 5_000_000_000_000 }), { nil: null });
const requestArbitrary: fc.Arbitrary<SerialSearchRequest> = fc.record({
  query: fc.record({
    text: fc.string({ maxLength: 200 }),
    statuses: fc.uniqueArray(fc.constantFrom(...serialStatuses)),
    presence: fc.option(fc.constantFrom('never' as const, 'in' as const, 'out' as const)),
    condition: fc.option(fc.constantFrom('available' as const, 'quarantine' as const)),
    productId: entityId,
    locationId: entityId,
    siteId: entityId,
    partnerId: entityId,
    changedFrom: instant,
    changedTo: instant,
    withAnomaly: fc.boolean(),
    sort: fc.record({
      field: fc.constantFrom(...serialSortFields),
      direction: fc.constantFrom(...sortDirections)
    })
  }),
  limit: fc.integer({ min: 1, max: 500 }),
  after: fc.option(fc.string({ minLength: 1 }))
});

test('any request says the same after its way through a query string', () => {
  fc.assert(
    fc.property(requestArbitrary, (request) => {
      const search = new URLSearchParams(serialSearchParams(request)).toString();
      const params = serialSearchParamsSchema.parse(Object.fromEntries(new URLSearchParams(search)));
      expect(toSerialSearch(params)).toEqual(request);
    })
  );
});

test('without parameters everything is asked for', () => {
  const request = toSerialSearch(serialSearchParamsSchema.parse({}));
  expect(request).toEqual({ query: everySerial, limit: 50, after: null });
});

test('what is out of its range is refused', () => {
  const refused = [
    { limit: '0' },
    { limit: '501' },
    { limit: '1e2' },
    { statuses: 'in-stock,sold' },
    { sort: 'colour' },
    { changedFrom: '2024-10-02' },
    { q: 'x'.repeat(201) }
  ];
  for (const params of refused) expect(serialSearchParamsSchema.safeParse(params).success).toBe(false);
});

test('a position survives its way as text, and other texts are none', () => {
  for (const value of [null, 'Ü', -3.5]) {
    const position = { value, serialKey: 'S"\\\u0000', productId: 'p' };
    expect(readPosition(writePosition(position))).toEqual(position);
  }
  for (const text of ['', '[]', '[1,2,3]', '{"value":1}', 'null']) expect(readPosition(text)).toBeNull();
});
