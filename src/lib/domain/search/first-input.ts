import type { SlotOrder } from './slot-order.ts';
import type { SortView } from './sort-view.ts';

/** What the first of is sought. */
export interface FirstInput {
  /** One byte a slot: 1 for those that count. */
  mask: Uint8Array;
  /** How many of them there are. */
  total: number;
  view: SortView;
  order: SlotOrder;
  limit: number;
  /** So many slots are sorted at once rather than sifted again. */
  few: number;
}

/** A few slots by number, and by the order of serials among equal numbers. */
export function sortFew({ view, order }: FirstInput, slots: number[]): number[] {
  const { places } = order;
  return slots.sort((a, b) => view.numberOf(a) - view.numberOf(b) || (places[a] ?? 0) - (places[b] ?? 0));
}

/** As many slots of one number as are wanted, in the order of serials. */
export function ofNumber({ mask, view, order }: FirstInput, number: number, wanted: number): number[] {
  const { sorted } = order;
  const slots: number[] = [];
  for (let place = 0; place < sorted.length && slots.length < wanted; place++) {
    const slot = sorted[place] ?? 0;
    if (mask[slot] && view.numberOf(slot) === number) slots.push(slot);
  }
  return slots;
}
