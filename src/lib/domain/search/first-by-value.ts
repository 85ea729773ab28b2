import { firstByCode } from './first-by-code.ts';
import { firstByNumber } from './first-by-number.ts';
import { sortFew, type FirstInput } from './first-input.ts';

/** The first slots by number, and by the order of serials among equal numbers, without sorting them all. */
export function firstByValue(input: FirstInput): number[] {
  const { slots, view, limit, few } = input;
  if (slots.length <= few) return [...sortFew(input, slots).subarray(0, limit)];
  const { source } = view;
  const found = source.kind === 'numbers' ? firstByNumber(input, source) : firstByCode(input, source);
  return found.slice(0, limit);
}
