import fc from 'fast-check';
import { expect, test } from 'vitest';
import { serialStatuses } from '../serial/status.ts';
import { countStock } from './count-stock.ts';
import { SerialIndex } from './serial-index.ts';

const serialArbitrary = fc.record({
  productId: fc.constantFrom('p', 'q'),
  locationId: fc.constantFrom('loc-1', 'loc-2', null),
  lot: fc.constantFrom('L1', null),
  status: fc.constantFrom(...serialStatuses),
  condition: fc.constantFrom('available' as const, 'quarantine' as const)
});

test('counts the serials in stock of each product, place and lot, for any serials', () => {
  fc.assert(
    fc.property(fc.array(serialArbitrary, { maxLength: 60 }), (serials) => {
      const index = new SerialIndex();
      serials.forEach(({ productId, ...state }, at) =>
        index.add({
          productId,
          serialKey: `SN-${at}`,
          state: { ...state, partnerId: null, since: null },
          withAnomaly: false
        })
      );
      const expected = new Map<string, [number, number]>();
      for (const { productId, locationId, lot, status, condition } of serials) {
        if (status !== 'in-stock') continue;
        const key = JSON.stringify([productId, locationId, lot]);
        const [all, quarantined] = expected.get(key) ?? [0, 0];
        expected.set(key, [all + 1, quarantined + (condition === 'quarantine' ? 1 : 0)]);
      }
      const counted = countStock(index).map(({ productId, locationId, lot, serials: all, quarantined }) => [
        JSON.stringify([productId, locationId, lot]),
        [all, quarantined]
      ]);
      expect(new Map(counted as [string, [number, number]][])).toEqual(expected);
    })
  );
});
