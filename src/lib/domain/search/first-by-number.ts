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
function rangeIn(slots: Uint32Array, { column, sign }: NumberSource, range: Range, bucket: number): Range {
  const { low, high } = range;
  const scale = scaleOf(range);
  const inner = { low: high, high: low };
  for (let at = 0; at < slots.length; at++) {
    const number = sign * (column[slots[at] ?? 0] ?? 0);
    if (number < low || number > high || Math.floor((number - low) * scale) !== bucket) continue;
    if (number < inner.low) inner.low = number;
    if (number > inner.high) inner.high = number;
  }
  return inner;
}

/** How many slots are in each bucket, and in one more those outside of the range. */
function histogram(slots: Uint32Array, { column, sign }: NumberSource, range: Range): Uint32Array {
  const { low, high } = range;
  const scale = scaleOf(range);
  const counts = new Uint32Array(BUCKETS + 1);
  for (let at = 0; at < slots.length; at++) {
    const number = sign * (column[slots[at] ?? 0] ?? 0);
    const bucket = number < low || number > high ? BUCKETS : Math.floor((number - low) * scale);
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  return counts;
}

/** The slots of numbers up to a bucket. */
function slotsUpTo(
  slots: Uint32Array,
  { column, sign }: NumberSource,
  range: Range,
  bucket: number
): Uint32Array {
  const { low, high } = range;
  const scale = scaleOf(range);
  const found = new Uint32Array(slots.length);
  let count = 0;
  for (let at = 0; at < slots.length; at++) {
    const slot = slots[at] ?? 0;
    const value = column[slot] ?? 0;
    const number = sign * value;
    const isUpTo = number < low || (number <= high && Math.floor((number - low) * scale) <= bucket);
    found[count] = slot;
    count += isUpTo && value !== NO_VALUE ? 1 : 0;
  }
  return found.subarray(0, count);
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
  const { slots, limit, few } = input;
  const withoutValue = (found: number[]): number[] => [
    ...found,
    ...ofNumber(input, NO_VALUE, limit - found.length)
  ];
  const sortedUpTo = (range: Range, bucket: number): number[] => [
    ...sortFew(input, slotsUpTo(slots, source, range, bucket))
  ];
  let range: Range = source.bounds;
  let smaller = 0;
  while (range.low < range.high) {
    const counts = histogram(slots, source, range);
    let bucket = 0;
    while (bucket < BUCKETS && smaller + (counts[bucket] ?? 0) < limit) smaller += counts[bucket++] ?? 0;
    if (bucket === BUCKETS) return withoutValue(sortedUpTo(range, BUCKETS));
    if (smaller + (counts[bucket] ?? 0) <= few) return sortedUpTo(range, bucket);
    range = rangeIn(slots, source, range, bucket);
  }
  const before = smaller > 0 ? sortedUpTo({ low: range.low, high: -Infinity }, 0) : [];
  const found = [...before, ...ofNumber(input, range.low, limit - before.length)];
  return found.length < limit ? withoutValue(found) : found;
}
