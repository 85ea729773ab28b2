import { readSearchText } from '../serial/search-words.ts';
import type { SerialPosition, SerialQuery, StatusCounts } from '../serial/serial-query.ts';
import type { CatalogueIndex } from './catalogue-index.ts';
import { matchSlots } from './match-slots.ts';
import { firstByValue } from './first-by-value.ts';
import { toMask } from './first-input.ts';
import type { SerialIndex } from './serial-index.ts';
import { createSortView, type SortView } from './sort-view.ts';

/** Sorting so many takes less than another pass over a million. */
const FEW = 4096;

/** What a query finds in an index. Read it before the index changes or is searched again. */
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
  slots: Uint32Array;
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
  const { slots, counts } = matchSlots({ index, catalogue }, query, sought);
  const isRanked = query.sort.field === 'relevance' && sought.key !== '';
  const relevance = isRanked ? index.marksOf(sought.key).marks : null;
  const view = createSortView({ index, catalogue, sort: query.sort, relevance });
  const reversed = query.sort.field === 'serial' && query.sort.direction === 'descending';
  const found: Found = { index, slots, view, reversed };
  return {
    total: slots.length,
    counts,
    page: ({ after, limit }) => toPage(found, limit, first(found, after, limit + 1)),
    all: () => (view ? sortAll(found, view) : walk(found, { from: 0, limit: slots.length }))
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

/** What matches, in the order of serials, or backwards. */
function walk(
  { index, slots, reversed }: Found,
  { from, limit }: { from: number; limit: number }
): Int32Array {
  const { sorted } = index.order;
  const mask = toMask(slots, index.size);
  const walked = new Int32Array(limit);
  let count = 0;
  for (let step = from; step < sorted.length && count < limit; step++) {
    const slot = sorted[reversed ? sorted.length - 1 - step : step] ?? 0;
    if (mask[slot]) walked[count++] = slot;
  }
  return walked.subarray(0, count);
}

/** The first slots behind a position. */
function first(found: Found, after: SerialPosition | null, limit: number): Int32Array {
  const { view, slots, index } = found;
  const from = placeBehind(found, after);
  if (!view) return walk(found, { from, limit });
  const rest = after === null ? slots : slotsBehind(found, { view, edge: view.toNumber(after.value), from });
  const { order, size } = index;
  return Int32Array.from(firstByValue({ slots: rest, size, view, order, limit, few: FEW }));
}

/** What matches behind a number and, where it is the same, behind a place in the order of serials. */
function slotsBehind(
  { slots, index }: Found,
  { view, edge, from }: { view: SortView; edge: number; from: number }
): Uint32Array {
  const { places } = index.order;
  const behind = new Uint32Array(slots.length);
  let count = 0;
  for (let at = 0; at < slots.length; at++) {
    const slot = slots[at] ?? 0;
    const number = view.numberOf(slot);
    behind[count] = slot;
    count += number > edge || (number === edge && (places[slot] ?? 0) >= from) ? 1 : 0;
  }
  return behind.subarray(0, count);
}

/** A rank for each matched slot, and how many ranks there are; equal numbers have equal ranks. */
function rank(slots: Int32Array, view: SortView): { ranks: Uint32Array; size: number } {
  const { source } = view;
  const numbers = source.kind === 'codes' ? source.table : Float64Array.from(slots, view.numberOf);
  const distinct = Float64Array.from(new Set(numbers)).sort();
  const places = new Map(Array.from(distinct, (number, place) => [number, place]));
  const ranked = Uint32Array.from(numbers, (number) => places.get(number) ?? 0);
  const size = distinct.length;
  if (source.kind === 'numbers') return { ranks: ranked, size };
  const ranks = new Uint32Array(slots.length);
  for (let at = 0; at < slots.length; at++) ranks[at] = ranked[source.column[slots[at] ?? 0] ?? 0] ?? 0;
  return { ranks, size };
}

/** All matched slots by number, those of equal numbers in the order of serials: counted into their places. */
function sortAll(found: Found, view: SortView): Int32Array {
  const slots = walk(found, { from: 0, limit: found.slots.length });
  const { ranks, size } = rank(slots, view);
  const next = new Uint32Array(size + 1);
  for (let at = 0; at < ranks.length; at++) {
    const behind = (ranks[at] ?? 0) + 1;
    next[behind] = (next[behind] ?? 0) + 1;
  }
  for (let place = 1; place < next.length; place++) {
    next[place] = (next[place] ?? 0) + (next[place - 1] ?? 0);
  }
  const sorted = new Int32Array(slots.length);
  for (let at = 0; at < slots.length; at++) {
    const ranked = ranks[at] ?? 0;
    const place = next[ranked] ?? 0;
    sorted[place] = slots[at] ?? 0;
    next[ranked] = place + 1;
  }
  return sorted;
}
