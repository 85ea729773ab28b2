import { ofNumber, sortFew, type FirstInput } from './first-input.ts';
import { NO_VALUE } from './serial-index.ts';
import type { NumberSource } from './sort-view.ts';

const BUCKETS = 1024;

/** Numbers from `low` to `high`, in equal buckets. */
export interface Range {
  low: number;
  high: number;
}

const scaleOf = ({ low, high }: Range): number => (BUCKETS - 1) / (high - low);

/** The least and the greatest number of one bucket. */
function rangeIn(mask: Uint8Array, { column, sign }: NumberSource, range: Range, bucket: number): Range {
  const { low, high } = range;
  const scale = scaleOf(range);
  const inner = { low: high, high: low };
  for (let slot = 0; slot < mask.length; slot++) {
    const number = sign * (column[slot] ?? 0);
    if (!mask[slot] || number < low || number > high) continue;
    if (Math.floor((number - low) * scale) !== bucket) continue;
    if (number < inner.low) inner.low = number;
    if (number > inner.high) inner.high = number;
  }
  return inner;
}

/** How many slots are in each bucket, and in one more those outside of the range. */
function histogram(mask: Uint8Array, { column, sign }: NumberSource, range: Range): Uint32Array {
  const { low, high } = range;
  const scale = scaleOf(range);
  const counts = new Uint32Array(BUCKETS + 1);
  for (let slot = 0; slot < mask.length; slot++) {
    const number = sign * (column[slot] ?? 0);
    const bucket = number < low || number > high ? BUCKETS : Math.floor((number - low) * scale);
    counts[bucket] = (counts[bucket] ?? 0) + (mask[slot] ?? 0);
  }
  return counts;
}

/** The slots of numbers below a bound, or at it too. */
function slotsBelow(
  mask: Uint8Array,
  { column, sign }: NumberSource,
  bound: number,
  orAt: boolean
): number[] {
  const slots: number[] = [];
  for (let slot = 0; slot < mask.length; slot++) {
    const value = column[slot] ?? 0;
    if (!mask[slot] || value === NO_VALUE) continue;
    const number = sign * value;
    if (number < bound || (orAt && number === bound)) slots.push(slot);
  }
  return slots;
}

/**
 * By numbers of any kind:
 *
 *   histogram ── the bucket where the page ends ─┬─ few up to there: sort those
 *                                                ├─ one number: its slots are in order already
 *                                                └─ many: a histogram of that bucket
 *
 * Slots without a value fill what is left of the page.
 */
export function firstByNumber(input: FirstInput, source: NumberSource): number[] {
  const { mask, limit, few } = input;
  const withoutValue = (found: number[]): number[] => [
    ...found,
    ...ofNumber(input, NO_VALUE, limit - found.length)
  ];
  let range: Range = source.bounds;
  let smaller = 0;
  while (range.low < range.high) {
    const counts = histogram(mask, source, range);
    let bucket = 0;
    while (bucket < BUCKETS && smaller + (counts[bucket] ?? 0) < limit) smaller += counts[bucket++] ?? 0;
    if (bucket === BUCKETS) return withoutValue(sortFew(input, slotsBelow(mask, source, range.high, true)));
    range = rangeIn(mask, source, range, bucket);
    if (smaller + (counts[bucket] ?? 0) <= few) {
      return sortFew(input, slotsBelow(mask, source, range.high, true));
    }
  }
  const before = smaller > 0 ? sortFew(input, slotsBelow(mask, source, range.low, false)) : [];
  const found = [...before, ...ofNumber(input, range.low, limit - before.length)];
  return found.length < limit ? withoutValue(found) : found;
}
