import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainProduct } from '$lib/domain/catalogue/catalogue';
import { MICROS_PER_UNIT } from '$lib/domain/quantity';
import { packOfGtin, quantityIn, unitsOf } from './units';

const product = plainProduct({
  id: 'p-1',
  code: 'VIS',
  label: 'Vis',
  unit: 'pièce',
  packs: [
    { unit: 'boîte de 12', quantityMicros: 12 * MICROS_PER_UNIT, gtin: '19521234000010' },
    { unit: 'palette', quantityMicros: 480 * MICROS_PER_UNIT, gtin: null }
  ]
});
const [piece, box] = unitsOf(product);
if (!box) throw new Error('the product has a pack');

describe('a quantity in a unit', () => {
  test('three boxes of twelve are thirty-six pieces', () => {
    expect(quantityIn('3', box)).toBe(36 * MICROS_PER_UNIT);
    expect(quantityIn('0,5', box)).toBe(6 * MICROS_PER_UNIT);
    expect(quantityIn('2,5', piece)).toBe(2_500_000);
  });

  test.each(['', '0', '-3', 'trois', '1e3', '0,0000001'])('%j is none', (text) => {
    expect(quantityIn(text, box)).toBeNull();
  });

  test('one that cannot be counted exactly is none', () => {
    expect(quantityIn('9999999999', box)).toBeNull();
    expect(quantityIn('0,000001', { name: 'demi', micros: 500_000 })).toBeNull();
  });

  test('any number of packs is that many times the pack', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 1e9 }), (packs, micros) => {
        expect(quantityIn(String(packs), { name: 'pack', micros })).toBe(packs * micros);
      })
    );
  });
});

test('the unit of the product comes first, its packs after it', () => {
  expect(unitsOf(product).map(({ name }) => name)).toEqual(['pièce', 'boîte de 12', 'palette']);
  expect(unitsOf(null)).toHaveLength(1);
});

test('the GTIN of a pack names it', () => {
  expect(packOfGtin(product, '19521234000010')).toBe(1);
  expect(packOfGtin(product, '09521234000013')).toBeNull();
});
