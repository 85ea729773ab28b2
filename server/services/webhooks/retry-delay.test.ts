import fc from 'fast-check';
import { expect, test } from 'vitest';
import { retryDelay } from './retry-delay.ts';

test('the wait doubles from five seconds to an hour', () => {
  expect([1, 2, 3, 4, 11, 100].map((failures) => retryDelay(failures, 1))).toEqual([
    5000, 10_000, 20_000, 40_000, 3_600_000, 3_600_000
  ]);
});

test('chance takes away half of it at most, and the wait is never over an hour', () => {
  const inputs = [fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true })] as const;
  fc.assert(
    fc.property(...inputs, (failures, random) => {
      const [wait, full] = [retryDelay(failures, random), retryDelay(failures, 1)];
      expect(wait).toBeGreaterThanOrEqual(Math.floor(full / 2));
      expect(wait).toBeLessThanOrEqual(full);
      expect(full).toBeLessThanOrEqual(3_600_000);
    })
  );
});
