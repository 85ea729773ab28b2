import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { levelProblems, listAlerts, missingMicros, stockAlert, type StockLevels } from './alert-level.ts';

const levels: StockLevels = { securityMicros: 2, alertMicros: 5, maximumMicros: 10 };
const none: StockLevels = { securityMicros: null, alertMicros: null, maximumMicros: null };

describe('the alert that a quantity raises', () => {
  test.each([
    [-3, 'out'],
    [0, 'out'],
    [1, 'under-security'],
    [2, 'under-alert'],
    [4, 'under-alert'],
    [5, null],
    [10, null],
    [11, 'over-maximum']
  ])('%i: %s', (quantity, alert) => {
    expect(stockAlert(quantity, levels)).toBe(alert);
  });

  test('a level that nobody set takes no part', () => {
    expect([-1, 0, 99].map((quantity) => stockAlert(quantity, none))).toEqual([null, null, null]);
    expect(stockAlert(1, { ...none, securityMicros: 2 })).toBe('under-security');
    expect(stockAlert(0, { ...none, maximumMicros: 2 })).toBeNull();
    expect(stockAlert(0, { ...none, alertMicros: 0 })).toBeNull();
    expect(stockAlert(-1, { ...none, alertMicros: 0 })).toBe('out');
  });

  test('a security level above the alert level still acts', () => {
    expect(stockAlert(4, { ...none, securityMicros: 5, alertMicros: 2 })).toBe('under-security');
  });

  test('never gets graver when more comes in, up to the maximum', () => {
    const level = fc.option(fc.nat(20));
    const anyLevels = fc.record({
      alertMicros: level,
      securityMicros: level,
      maximumMicros: fc.constant(null)
    });
    const gravity = ['out', 'under-security', 'under-alert', null];
    fc.assert(
      fc.property(anyLevels, fc.integer({ min: -5, max: 25 }), (set, quantity) => {
        const [less, more] = [stockAlert(quantity, set), stockAlert(quantity + 1, set)];
        expect(gravity.indexOf(more)).toBeGreaterThanOrEqual(gravity.indexOf(less));
        expect(less !== null).toBe(missingMicros(quantity, set) > 0);
      }),
      { numRuns: 1000 }
    );
  });
});

describe('what is missing', () => {
  test('is counted to the highest level that is not reached', () => {
    expect([-3, 0, 4, 5, 11].map((quantity) => missingMicros(quantity, levels))).toEqual([8, 5, 1, 0, 0]);
    expect(missingMicros(0, { ...none, securityMicros: 2 })).toBe(2);
    expect(missingMicros(-1, none)).toBe(0);
  });
});

test('levels that contradict each other are named', () => {
  expect(levelProblems(levels)).toEqual([]);
  expect(levelProblems({ securityMicros: 5, alertMicros: 5, maximumMicros: 5 })).toEqual([]);
  expect(levelProblems({ securityMicros: 6, alertMicros: 5, maximumMicros: 4 })).toEqual([
    'security-above-alert',
    'alert-above-maximum',
    'security-above-maximum'
  ]);
  expect(levelProblems({ securityMicros: 6, alertMicros: null, maximumMicros: 4 })).toEqual([
    'security-above-maximum'
  ]);
});

test('the list begins with the gravest and with the most missing', () => {
  const stock = (productId: string, quantityMicros: number) => ({ productId, quantityMicros, ...levels });
  const listed = listAlerts([
    stock('full', 12),
    stock('fine', 7),
    stock('low', 4),
    stock('b-out', 0),
    stock('lower', 3),
    stock('a-out', 0),
    stock('deep', -9)
  ]);
  expect(listed.map(({ productId, alert, missingMicros: missing }) => [productId, alert, missing])).toEqual([
    ['deep', 'out', 14],
    ['a-out', 'out', 5],
    ['b-out', 'out', 5],
    ['lower', 'under-alert', 2],
    ['low', 'under-alert', 1],
    ['full', 'over-maximum', 0]
  ]);
});
