import { readSearchText } from '../serial/search-words.ts';
import type { SerialPosition, SerialQuery, StatusCounts } from '../serial/serial-query.ts';
import type { CatalogueIndex } from './catalogue-index.ts';
import { matchSlots } from './match-slots.ts';
import { firstByValue } from './first-by-value.ts';
import type { SerialIndex } from './serial-index.ts';
import { createSortView, type SortView } from './sort-view.ts';

/** Sorting so many takes less than another pass over a million. */
const FEW = 4096;

/** What a query finds in an index. Read it before the index changes. */
export interface SerialFinding {
  total: number;
  counts: StatusCounts;
  /** The slots behind a position, in order. */
  page(input: { after: SerialPosition | null; limit: number }): SlotPage;
  /** All of them, in order. */
  all(): Int32Array;
}

export interface SlotPage {
  slots: number[];
  /** The position of the last one, null when nothing follows it. */
  next: SerialPosition | null;
}

interface Found {
  index: SerialIndex;
  mask: Uint8Array;
  total: number;
  /** Null when serial and product alone decide. */
  view: SortView | null;
  reversed: boolean;
}

/** The meaning is that of `selectSerials`, for the rows that the index holds. */
export function findSerials(
  index: SerialIndex,
  query: SerialQuery,
  catalogue: CatalogueIndex
): SerialFinding {
  const sought = readSearchText(query.text);
  const { mask, total, counts } = matchSlots({ index, catalogue, query, sought });
  const isRanked = query.sort.field === 'relevance' && sought.key !== '';
  const relevance = isRanked ? index.marksOf(sought.key) : null;
  const view = createSortView({ index, catalogue, sort: query.sort, relevance });
  const reversed = query.sort.field === 'serial' && query.sort.direction === 'descending';
  const found: Found = { index, mask, total, view, reversed };
  return {
    total,
    counts,
    page: ({ after, limit }) => toPage(found, limit, smallest(found, after, limit + 1)),
    all: () => (view ? sortAll(found, view) : walk(found, { isSought: mask, from: 0, limit: total }))
  };
}

function toPage({ index, view }: Found, limit: number, slots: Int32Array): SlotPage {
  const page = [...slots.subarray(0, limit)];
  const last = slots.length > limit ? page.at(-1) : undefined;
  if (last === undefined) return { slots: page, next: null };
  const identity = index.identityOf(last);
  return { slots: page, next: { value: view ? view.valueAt(last) : identity.serialKey, ...identity } };
}

/** How many serials stand at or before a position in the order that is walked. */
function placeBehind({ index, reversed }: Found, after: SerialPosition | null): number {
  if (after === null) return 0;
  const { sorted } = index.order;
  return reversed
    ? sorted.length - index.order.placeOf((slot) => index.compareWith(slot, after) >= 0)
    : index.order.placeOf((slot) => index.compareWith(slot, after) > 0);
}

/** The slots that are sought, in the order of serials, or backwards. */
function walk(
  { index, reversed }: Found,
  { isSought, from, limit }: { isSought: Uint8Array; from: number; limit: number }
): Int32Array {
  const { sorted } = index.order;
  const slots = new Int32Array(limit);
  let count = 0;
  for (let step = from; step < sorted.length && count < limit; step++) {
    const slot = sorted[reversed ? sorted.length - 1 - step : step] ?? 0;
    if (isSought[slot]) slots[count++] = slot;
  }
  return slots.subarray(0, count);
}

/** The first slots behind a position. */
function smallest(found: Found, after: SerialPosition | null, limit: number): Int32Array {
  const { view, mask, total, index } = found;
  const from = placeBehind(found, after);
  if (!view) return walk(found, { isSought: mask, from, limit });
  const rest =
    after === null ? { mask, total } : behind(found, { view, edge: view.toNumber(after.value), from });
  return Int32Array.from(firstByValue({ ...rest, view, order: index.order, limit, few: FEW }));
}

/** What matches behind a value and, where it is the same, behind a place in the order of serials. */
function behind(
  { mask, index }: Found,
  { view, edge, from }: { view: SortView; edge: number; from: number }
): { mask: Uint8Array; total: number } {
  const { places } = index.order;
  const rest = mask.slice();
  let total = 0;
  for (let slot = 0; slot < rest.length; slot++) {
    const value = view.numberOf(slot);
    if (value < edge || (value === edge && (places[slot] ?? 0) < from)) rest[slot] = 0;
    total += rest[slot] ?? 0;
  }
  return { mask: rest, total };
}

/** All matched slots by value, those of equal value in the order of serials. */
function sortAll(found: Found, view: SortView): Int32Array {
  const slots = walk(found, { isSought: found.mask, from: 0, limit: found.total });
  const values = Float64Array.from(slots, (slot) => view.numberOf(slot));
  const distinct = Float64Array.from(new Set(values)).sort();
  const rankOf = new Map(Array.from(distinct, (value, rank) => [value, rank]));
  const ranks = Uint32Array.from(values, (value) => rankOf.get(value) ?? 0);
  const next = new Uint32Array(distinct.length + 1);
  for (const rank of ranks) next[rank + 1] = (next[rank + 1] ?? 0) + 1;
  for (let rank = 1; rank < next.length; rank++) next[rank] = (next[rank] ?? 0) + (next[rank - 1] ?? 0);
  const sorted = new Int32Array(slots.length);
  slots.forEach((slot, at) => {
    const rank = ranks[at] ?? 0;
    sorted[next[rank] ?? 0] = slot;
    next[rank] = (next[rank] ?? 0) + 1;
  });
  return sorted;
}
