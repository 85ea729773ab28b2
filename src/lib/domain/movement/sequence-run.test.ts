import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noteSequences, RangeList } from './sequence-run.ts';

const numbers = fc.array(fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 8 }), { maxLength: 8 });

test('for any numbers in any requests, what is missing is what lies below the highest and never came', () => {
  fc.assert(
    fc.property(numbers, (requests) => {
      const missing = new RangeList();
      let highest = 0;
      for (const request of requests) highest = noteSequences({ highest, missing }, request);
      const came = new Set(requests.flat());
      const absent = Array.from({ length: highest }, (_, at) => at + 1).filter((n) => !came.has(n));
      const told = missing.all.flatMap(({ from, to }) =>
        Array.from({ length: to - from + 1 }, (_, at) => from + at)
      );
      expect(highest).toBe(Math.max(0, ...came));
      expect(told).toEqual(absent);
    })
  );
});

test('a device that numbers without gaps has none', () => {
  const missing = new RangeList();
  expect(noteSequences({ highest: 2, missing }, [3, 4, 5])).toBe(5);
  expect(missing.all).toEqual([]);
});
