import fc from 'fast-check';
import { expect, test } from 'vitest';
import { movementFactory } from '../../../../tests/factories/movements.ts';
import type { Movement } from '../movement/movement.ts';
import { movementSchema } from '../movement/movement-schemas.ts';
import { differenceOfCount } from './count-quantity.ts';

const UNIT = 1_000_000;
const key = { productId: 'product-1', locationId: 'loc-1', lot: null };

const hand = () => {
  const make = movementFactory(1);
  return (kind: Movement['kind'], units: number, document?: string): Movement => {
    const ends = kind === 'shipment' ? { fromLocationId: 'loc-1', toLocationId: undefined } : {};
    const fields = { ...make({ kind, quantityMicros: units * UNIT }), serial: undefined, document, ...ends };
    return movementSchema.parse(fields);
  };
};

const differenceOf = (movements: readonly Movement[], openingUnits = 0) => {
  const difference = differenceOfCount({
    key,
    movements,
    isOfCount: ({ kind, document }) => kind === 'count' && document === 'INV-1',
    openingMicros: openingUnits * UNIT
  });
  return difference && [difference.expectedMicros / UNIT, difference.countedMicros / UNIT];
};

test('is told against what was known right then: movements around it are none', () => {
  const does = hand();
  const movements = [
    does('receipt', 10),
    does('shipment', 3),
    does('count', 6, 'INV-1'),
    does('shipment', 2),
    does('receipt', 5)
  ];
  expect(differenceOf(movements)).toEqual([7, 6]);
  expect(differenceOf([...movements].reverse(), 4)).toEqual([11, 6]);
});

test('a recount replaces the count before it; the count of another document is what was known', () => {
  const does = hand();
  const movements = [does('receipt', 10), does('count', 8, 'INV-0'), does('count', 2, 'INV-1')];
  expect(differenceOf([...movements, does('shipment', 1), does('count', 7, 'INV-1')])).toEqual([7, 7]);
  expect(differenceOf(movements)).toEqual([8, 2]);
});

test('a count that was taken back is none', () => {
  const does = hand();
  const count = does('count', 2, 'INV-1');
  const back = { ...does('count', 2), kind: 'reversal' as const, reverses: count.id };
  expect(differenceOf([does('receipt', 10), count, back])).toBe(null);
});

test('for any movements before, between and after: who counts what is there finds what had gone unrecorded, and no more', () => {
  const steps = fc.array(fc.constantFrom('receipt', 'shipment', 'count'), { maxLength: 12 });
  fc.assert(
    fc.property(steps, fc.nat(5), (kinds, lost) => {
      const does = hand();
      let known = 20;
      const movements = [does('receipt', known)];
      for (const kind of [...kinds, 'count'] as const) {
        if (kind === 'receipt') known += 2;
        if (kind === 'shipment') known -= 1;
        movements.push(
          kind === 'count' ? does('count', known - lost, 'INV-1') : does(kind, kind === 'receipt' ? 2 : 1)
        );
      }
      const after = does('shipment', 1);
      expect(differenceOf([...movements, after])).toEqual([known, known - lost]);
    })
  );
});
