import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainProduct } from '../catalogue/catalogue.ts';
import { stockState, type StockEntry, type StockStateQuery } from './stock-state.ts';

const UNIT = 1_000_000;
const products = [
  plainProduct({
    id: 'a',
    code: 'A',
    label: 'A',
    unitCostMicros: 2 * UNIT,
    alertMicros: 10 * UNIT,
    securityMicros: 4 * UNIT
  }),
  plainProduct({ id: 'b', code: 'B', label: 'B' }),
  plainProduct({ id: 'c', code: 'C', label: 'C', alertMicros: UNIT })
];
const all: StockStateQuery = { by: 'product', productId: null, locationIds: null, alertsOnly: false };
const entry = (fields: Partial<StockEntry>): StockEntry => ({
  productId: 'a',
  locationId: 'loc-1',
  lot: null,
  quantityMicros: 0,
  serials: 0,
  quarantined: 0,
  ...fields
});
const entries = [
  entry({ serials: 2, quarantined: 1 }),
  entry({ locationId: 'loc-2', quantityMicros: 3 * UNIT, lot: 'L1' }),
  entry({ productId: 'b', quantityMicros: -UNIT })
];
const state = (query: Partial<StockStateQuery> = {}) =>
  stockState({ entries, products, query: { ...all, ...query } });

describe('the stock state', () => {
  test('adds serials and quantities of a product over all places, with value and alert', () => {
    expect(state()).toMatchObject([
      {
        productId: 'a',
        quantityMicros: 5 * UNIT,
        serials: 2,
        quarantined: 1,
        valueMicros: 10 * UNIT,
        alert: 'under-alert',
        missingMicros: 5 * UNIT
      },
      { productId: 'b', quantityMicros: -UNIT, valueMicros: null, alert: null },
      { productId: 'c', quantityMicros: 0, alert: 'out', missingMicros: UNIT }
    ]);
  });

  test('tells places and lots apart, where a level says nothing', () => {
    expect(
      state({ by: 'location' }).map(({ productId, locationId, alert }) => [productId, locationId, alert])
    ).toEqual([
      ['a', 'loc-1', null],
      ['a', 'loc-2', null],
      ['b', 'loc-1', null]
    ]);
    expect(state({ by: 'lot', productId: 'a' }).map(({ lot }) => lot)).toEqual([null, 'L1']);
  });

  test('of some places only counts what is there', () => {
    expect(state({ locationIds: new Set(['loc-2']) })).toMatchObject([
      { productId: 'a', quantityMicros: 3 * UNIT, alert: null }
    ]);
  });

  test('lists what needs somebody: alerts, and what is below zero', () => {
    expect(state({ alertsOnly: true }).map(({ productId }) => productId)).toEqual(['a', 'b', 'c']);
    expect(state({ alertsOnly: true, by: 'location' }).map(({ productId }) => productId)).toEqual(['b']);
  });

  test('comes to the same total however it is grouped, for any entries', () => {
    const arbitrary = fc.array(
      fc.record({
        productId: fc.constantFrom('a', 'b', 'c'),
        locationId: fc.constantFrom('loc-1', 'loc-2', null),
        lot: fc.constantFrom('L1', null),
        quantityMicros: fc.integer({ min: -5, max: 50 }),
        serials: fc.nat(5),
        quarantined: fc.constant(0)
      })
    );
    fc.assert(
      fc.property(arbitrary, (any) => {
        const totals = (['product', 'location', 'lot'] as const).map((by) =>
          stockState({ entries: any, products, query: { ...all, by } }).reduce(
            (sum, line) => sum + line.quantityMicros,
            0
          )
        );
        expect(new Set(totals).size).toBe(1);
      })
    );
  });
});
