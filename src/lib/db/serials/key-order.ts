import { compareCodePoints } from '../../domain/text/compare-code-points.ts';
import type { Segment } from '../../protocol/segments.ts';
import type { SegmentNote, SerialIdentity } from '../schema.ts';

/** The order of rows in segments, and of segments: by serial key, then by product. */
export const compareIdentities = (a: SerialIdentity, b: SerialIdentity): number =>
  compareCodePoints(a.serialKey, b.serialKey) || compareCodePoints(a.productId, b.productId);

/** The first of `length` places that is not before what is sought, `length` when all are. */
function lowerBound(length: number, isBefore: (place: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The segment that holds a key if any does: the last one that does not begin
 * behind it. -1 when all of them do.
 */
export function segmentPlace(notes: readonly SegmentNote[], identity: SerialIdentity): number {
  const isBefore = (place: number): boolean => {
    const note = notes[place];
    return note !== undefined && compareIdentities(note.firstKey, identity) <= 0;
  };
  return lowerBound(notes.length, isBefore) - 1;
}

export const productAt = ({ products }: Segment, place: number): string =>
  products.values[products.at[place] ?? -1] ?? '';

export const identityAt = (segment: Segment, place: number): SerialIdentity => ({
  productId: productAt(segment, place),
  serialKey: segment.serialKeys[place] ?? ''
});

/** The first row at or behind a key, by binary search; as many as there are rows when none is. */
export function rowPlace(segment: Segment, identity: SerialIdentity): number {
  const isBefore = (place: number): boolean =>
    (compareCodePoints(segment.serialKeys[place] ?? '', identity.serialKey) ||
      compareCodePoints(productAt(segment, place), identity.productId)) < 0;
  return lowerBound(segment.count, isBefore);
}
