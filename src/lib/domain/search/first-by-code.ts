import { ofNumber, sortFew, type FirstInput } from './first-input.ts';
import type { CodedSource } from './sort-view.ts';

function countCodes(mask: Uint8Array, { column, table }: CodedSource): Uint32Array {
  const counts = new Uint32Array(table.length);
  for (let slot = 0; slot < mask.length; slot++) {
    const code = column[slot] ?? 0;
    counts[code] = (counts[code] ?? 0) + (mask[slot] ?? 0);
  }
  return counts;
}

function slotsBelow(mask: Uint8Array, { column, table }: CodedSource, bound: number): number[] {
  const isBelow = Uint8Array.from(table, (number) => (number < bound ? 1 : 0));
  const slots: number[] = [];
  for (let slot = 0; slot < mask.length; slot++) {
    if ((mask[slot] ?? 0) & (isBelow[column[slot] ?? 0] ?? 0)) slots.push(slot);
  }
  return slots;
}

/**
 * By a table of few numbers: counting them tells on which one the page ends.
 * The slots of smaller ones are few and get sorted; those of that one are taken
 * in the order of serials.
 */
export function firstByCode(input: FirstInput, source: CodedSource): number[] {
  const { mask, limit, few } = input;
  const counts = countCodes(mask, source);
  const totals = new Map<number, number>();
  source.table.forEach((number, code) => totals.set(number, (totals.get(number) ?? 0) + (counts[code] ?? 0)));
  let smaller = 0;
  for (const [number, count] of [...totals].sort(([a], [b]) => a - b)) {
    if (smaller + count < limit) {
      smaller += count;
      continue;
    }
    const isFew = smaller + count <= few;
    const first = isFew || smaller > 0 ? slotsBelow(mask, source, isFew ? number + 0.5 : number) : [];
    const sorted = sortFew(input, first);
    return isFew ? sorted : [...sorted, ...ofNumber(input, number, limit - sorted.length)];
  }
  return sortFew(input, slotsBelow(mask, source, Infinity));
}
