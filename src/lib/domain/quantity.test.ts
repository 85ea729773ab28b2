import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatQuantity, parseQuantity } from './quantity.ts';

test.each([
  ['1', 1_000_000],
  ['0,5', 500_000],
  ['1.25', 1_250_000],
  [' 12 ', 12_000_000],
  ['0.000001', 1]
])('%j is read as %d millionths', (text, micros) => {
  expect(parseQuantity(text)).toBe(micros);
});

test.each(['', '0', '-1', '1e3', '1.2345678', 'NaN', '1,2,3', '99999999999', '½'])(
  '%j is no quantity',
  (text) => {
    expect(parseQuantity(text)).toBeNull();
  }
);

test('writing and reading a quantity gives it back, for any quantity', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (micros) => {
      expect(parseQuantity(formatQuantity(micros))).toBe(micros);
    })
  );
});
