import { readSearchText } from '../serial/search-words.ts';
import type { SerialPosition, SerialQuery, StatusCounts } from '../serial/serial-query.ts';
import type { CatalogueIndex } from './catalogue-index.ts';
import { matchSlots } from './match-slots.ts';
import { kthSmallest } from './select-smallest.ts';
import type { SerialIndex } from './serial-index.ts';
import { createSortView, type SortView } from './sort-view.ts';

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
  const relevance = isRanked ? new Uint8Array(index.size) : null;
  if (relevance) index.keys.mark(sought.key, relevance);
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

function matched({ mask, total }: Found): Int32Array {
  const slots = new Int32Array(total);
  let count = 0;
  for (let slot = 0; slot < mask.length; slot++) if (mask[slot]) slots[count++] = slot;
  return slots;
}

/** The first slots behind a position. */
function smallest(found: Found, after: SerialPosition | null, limit: number): Int32Array {
  const { view, mask } = found;
  const from = placeBehind(found, after);
  if (!view) return walk(found, { isSought: mask, from, limit });
  const candidates = after === null ? withValues(found, view) : valuesBehind(found, view, { after, from });
  return firstByValue(found, { ...candidates, limit, from, edge: after && view.toNumber(after.value) });
}

interface Valued {
  slots: Int32Array;
  values: Float64Array;
}

function withValues(found: Found, view: SortView): Valued {
  const slots = matched(found);
  return { slots, values: view.valuesOf(slots) };
}

function valuesBehind(
  found: Found,
  view: SortView,
  position: { after: SerialPosition; from: number }
): Valued {
  const { slots, values } = withValues(found, view);
  const { places } = found.index.order;
  const edge = view.toNumber(position.after.value);
  let count = 0;
  for (let at = 0; at < slots.length; at++) {
    const [slot, value] = [slots[at] ?? 0, values[at] ?? 0];
    if (value < edge || (value === edge && (places[slot] ?? 0) < position.from)) continue;
    slots[count] = slot;
    values[count++] = value;
  }
  return { slots: slots.subarray(0, count), values: values.subarray(0, count) };
}

/**
 * The first of many by value and serial, without sorting them all: the value of
 * the last one that fits is found first; what is smaller is few and gets sorted,
 * what is equal comes in the order of serials already.
 */
function firstByValue(
  found: Found,
  input: Valued & { limit: number; from: number; edge: number | null }
): Int32Array {
  const { slots, values, limit, from, edge } = input;
  if (slots.length === 0) return slots;
  const last = kthSmallest(values.slice(), limit);
  const smaller: { slot: number; value: number }[] = [];
  const isEqual = new Uint8Array(found.mask.length);
  for (let at = 0; at < slots.length; at++) {
    const [slot, value] = [slots[at] ?? 0, values[at] ?? 0];
    if (value < last) smaller.push({ slot, value });
    else if (value === last) isEqual[slot] = 1;
  }
  const { places } = found.index.order;
  smaller.sort((a, b) => a.value - b.value || (places[a.slot] ?? 0) - (places[b.slot] ?? 0));
  const first = smaller.map(({ slot }) => slot);
  const rest = { isSought: isEqual, from: edge === last ? from : 0, limit: limit - first.length };
  return Int32Array.from([...first, ...walk(found, rest)]);
}

/** All matched slots by value, those of equal value in the order of serials. */
function sortAll(found: Found, view: SortView): Int32Array {
  const slots = walk(found, { isSought: found.mask, from: 0, limit: found.total });
  const values = view.valuesOf(slots);
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
