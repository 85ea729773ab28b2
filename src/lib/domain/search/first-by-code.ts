import { ofNumber, sortFew, type FirstInput } from './first-input.ts';
import type { CodedSource } from './sort-view.ts';

function countCodes(slots: Uint32Array, { column, table }: CodedSource): Uint32Array {
  const counts = new Uint32Array(table.length);
  for (let at = 0; at < slots.length; at++) {
    const code = column[slots[at] ?? 0] ?? 0;
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}

function slotsBelow(slots: Uint32Array, { column, table }: CodedSource, bound: number): Uint32Array {
  const isBelow = Uint8Array.from(table, (number) => (number < bound ? 1 : 0));
  const below = new Uint32Array(slots.length);
  let count = 0;
  for (let at = 0; at < slots.length; at++) {
    const slot = slots[at] ?? 0;
    below[count] = slot;
    count += isBelow[column[slot] ?? 0] ?? 0;
  }
  return below.subarray(0, count);
}

/**
 * By a table of few numbers: counting them tells on which one the page ends.
 * The slots of smaller ones are few and get sorted; those of that one are taken
 * in the order of serials.
 */
export function firstByCode(input: FirstInput, source: CodedSource): number[] {
  const { slots, limit, few } = input;
  const counts = countCodes(slots, source);
  const totals = new Map<number, number>();
  source.table.forEach((number, code) => totals.set(number, (totals.get(number) ?? 0) + (counts[code] ?? 0)));
  let smaller = 0;
  for (const [number, count] of [...totals].sort(([a], [b]) => a - b)) {
    if (smaller + count < limit) {
      smaller += count;
      continue;
    }
    const isFew = smaller + count <= few;
    // Half a step beyond takes the number itself in: they are whole.
    const below = isFew || smaller > 0 ? slotsBelow(slots, source, isFew ? number + 0.5 : number) : null;
    const sorted = below ? [...sortFew(input, below)] : [];
    return isFew ? sorted : [...sorted, ...ofNumber(input, number, limit - sorted.length)];
  }
  return [...sortFew(input, slots)];
}
