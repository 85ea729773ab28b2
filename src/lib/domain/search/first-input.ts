import type { SlotOrder } from './slot-order.ts';
import type { SortView } from './sort-view.ts';

/** What the first of is sought. */
export interface FirstInput {
  /** Those that count. */
  slots: Uint32Array;
  /** How many slots there are, those that do not count included. */
  size: number;
  view: SortView;
  order: SlotOrder;
  limit: number;
  /** So many slots are sorted at once rather than sifted again. */
  few: number;
}

/** A few slots by number, and by the order of serials among equal numbers. */
export function sortFew({ view, order }: FirstInput, slots: Uint32Array): Uint32Array {
  const { places } = order;
  return slots
    .slice()
    .sort((a, b) => view.numberOf(a) - view.numberOf(b) || (places[a] ?? 0) - (places[b] ?? 0));
}

/** One byte a slot: 1 for those that are listed. */
export function toMask(slots: Uint32Array, size: number): Uint8Array {
  const mask = new Uint8Array(size);
  if (slots.length === size) return mask.fill(1);
  for (let at = 0; at < slots.length; at++) mask[slots[at] ?? 0] = 1;
  return mask;
}

/** As many slots of one number as are wanted, in the order of serials. */
export function ofNumber(input: FirstInput, number: number, wanted: number): number[] {
  const { slots, size, view, order } = input;
  const mask = toMask(slots, size);
  const { sorted } = order;
  const found: number[] = [];
  for (let place = 0; place < sorted.length && found.length < wanted; place++) {
    const slot = sorted[place] ?? 0;
    if (mask[slot] && view.numberOf(slot) === number) found.push(slot);
  }
  return found;
}
