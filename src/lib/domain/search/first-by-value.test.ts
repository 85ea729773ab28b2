import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstByValue } from './first-by-value.ts';
import { NO_VALUE } from './serial-index.ts';
import { SlotOrder } from './slot-order.ts';
import type { SortView } from './sort-view.ts';

/** Slots in an order that is not that of their numbers. */
function orderOf(size: number): SlotOrder {
  const order = new SlotOrder((a, b) => ((a * 7919) % 10_007) - ((b * 7919) % 10_007));
  for (let slot = 0; slot < size; slot++) order.add(slot);
  return order;
}

function viewOf(source: SortView['source']): SortView {
  const numberOf = (slot: number): number => {
    if (source.kind === 'codes') return source.table[source.column[slot] ?? 0] ?? 0;
    const value = source.column[slot] ?? 0;
    return value === NO_VALUE ? value : source.sign * value;
  };
  return { source, numberOf, toNumber: Number, valueAt: numberOf };
}

const sourceArbitrary: fc.Arbitrary<SortView['source']> = fc.oneof(
  fc
    .record({
      column: fc.array(fc.nat(4), { maxLength: 60 }),
      table: fc.array(fc.constantFrom(0, 1, 2, -1, NO_VALUE), { minLength: 5, maxLength: 5 })
    })
    .map(({ column, table }) => ({
      kind: 'codes' as const,
      column: Uint8Array.from(column),
      table: Float64Array.from(table)
    })),
  fc
    .record({
      column: fc.array(fc.oneof(fc.constantFrom(0, 5, NO_VALUE), fc.integer({ min: -1e12, max: 2e12 })), {
        maxLength: 60
      }),
      sign: fc.constantFrom(1 as const, -1 as const)
    })
    .map(({ column, sign }) => {
      const numbers = column.filter((value) => value !== NO_VALUE).map((value) => sign * value);
      const bounds = { low: Math.min(...numbers), high: Math.max(...numbers) };
      return { kind: 'numbers' as const, column: Float64Array.from(column), sign, bounds };
    })
);

test('the first of any list are those that sorting all of it puts first, however few are sorted at once', () => {
  fc.assert(
    fc.property(
      sourceArbitrary,
      fc.integer({ min: 1, max: 70 }),
      fc.nat(8),
      fc.integer({ min: 1, max: 5 }),
      (source, limit, few, skipped) => {
        const size = source.column.length;
        const order = orderOf(size);
        const view = viewOf(source);
        const all = [...order.sorted].filter((slot) => slot % skipped === 0);
        const slots = Uint32Array.from(all).sort();
        const defined = all.toSorted((a, b) => view.numberOf(a) - view.numberOf(b)).slice(0, limit);
        expect(firstByValue({ slots, size, view, order, limit, few })).toEqual(defined);
      }
    ),
    { numRuns: 2000 }
  );
});
