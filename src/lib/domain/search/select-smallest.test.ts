import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kthSmallest } from './select-smallest.ts';

test('the k-th smallest is where sorting puts it, however the values lie', () => {
  const spread = fc.constantFrom(1, 3, 5000, 1e15);
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 12_000 }),
      fc.nat(),
      spread,
      fc.boolean(),
      (size, seed, range, far) => {
        const values = Float64Array.from({ length: size }, (_, at) => ((at + seed) * 2_654_435_761) % range);
        if (far) values[size - 1] = Number.MAX_SAFE_INTEGER;
        const k = (seed % (size + 3)) + 1;
        const sorted = values.toSorted();
        expect(kthSmallest(values, k)).toBe(sorted[Math.min(k, size) - 1]);
      }
    ),
    { numRuns: 60 }
  );
});
