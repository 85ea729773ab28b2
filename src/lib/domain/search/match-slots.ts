import { admitsStatus, noCounts, type SerialQuery, type StatusCounts } from '../serial/serial-query.ts';
import type { SearchText, SearchWord } from '../serial/search-words.ts';
import { serialStatuses } from '../serial/status.ts';
import type { CatalogueIndex } from './catalogue-index.ts';
import type { Dictionary } from './dictionary.ts';
import type { Marks } from './text-column.ts';
import { ANOMALY, NO_VALUE, QUARANTINE, type SerialIndex } from './serial-index.ts';

/**
 * Slots that still match. A filter writes the ones it keeps over the front of the
 * list and returns that part: no filter costs more than the ones before it left.
 */
type Slots = Uint32Array;

/** Lets through what a table over the codes of a column does. */
function keepCodes(slots: Slots, column: Uint8Array | Uint32Array, table: Uint8Array): Slots {
  let count = 0;
  for (let at = 0; at < slots.length; at++) {
    const slot = slots[at] ?? 0;
    slots[count] = slot;
    // Without a branch: whether a slot matches is hard to foresee.
    count += table[column[slot] ?? 0] ?? 0;
  }
  return slots.subarray(0, count);
}

function tableOf(ids: Dictionary, admitted: Iterable<string>): Uint8Array {
  const table = new Uint8Array(ids.size);
  for (const id of admitted) {
    const code = ids.find(id);
    if (code !== undefined) table[code] = 1;
  }
  return table;
}

function keepSince(slots: Slots, since: Float64Array, { changedFrom, changedTo }: SerialQuery): Slots {
  const from = changedFrom ?? -Infinity;
  const to = changedTo ?? NO_VALUE;
  let count = 0;
  for (let at = 0; at < slots.length; at++) {
    const slot = slots[at] ?? 0;
    const instant = since[slot] ?? 0;
    slots[count] = slot;
    count += instant >= from && instant < to ? 1 : 0;
  }
  return slots.subarray(0, count);
}

function keepFlags(slots: Slots, flags: Uint8Array, { condition, withAnomaly }: SerialQuery): Slots {
  const table = Uint8Array.from([0, QUARANTINE, ANOMALY, QUARANTINE | ANOMALY], (flag) => {
    const inQuarantine = (flag & QUARANTINE) !== 0;
    const conditionFits = condition === null || inQuarantine === (condition === 'quarantine');
    return conditionFits && (!withAnomaly || (flag & ANOMALY) !== 0) ? 1 : 0;
  });
  return keepCodes(slots, flags, table);
}

/** Over the marks of a `TextColumn`: held in any way. */
const ANY_MARK = Uint8Array.of(0, 1, 1, 1);

/** What a word finds: serials by their slots, the rest by the codes of lots and products. */
interface WordHits extends Marks {
  marks: Uint8Array;
  /** By the codes of lots, where any holds it, and of products; null when it is in serials only. */
  beside: { inLot: Uint8Array | null; inProduct: Uint8Array } | null;
}

function findWord(word: SearchWord, { index, catalogue }: Searched): WordHits {
  const { rows, marks } = word.range ? index.marksWithin(word.key, word.range) : index.marksOf(word.key);
  const inLot = new Uint8Array(index.lots.size);
  // Code 0 stands for no lot.
  const isInLots = index.lotTexts.mark(word.key, inLot.subarray(1)).rows?.length !== 0;
  const productIds = catalogue.productsHolding(word);
  if (!isInLots && productIds.length === 0) return { rows, marks, beside: null };
  return {
    rows,
    marks,
    beside: { inLot: isInLots ? inLot : null, inProduct: tableOf(index.products, productIds) }
  };
}

/** @param before null for all slots */
function keepWord(before: Slots | null, { rows, marks, beside }: WordHits, index: SerialIndex): Slots {
  if (!beside && rows && !before) return rows.slice();
  const slots = before ?? index.everySlot();
  if (!beside) return keepCodes(slots, marks, ANY_MARK);
  const { inLot, inProduct } = beside;
  if (!inLot && rows?.length === 0) return keepCodes(slots, index.product.values, inProduct);
  const lots = inLot ?? new Uint8Array(index.lots.size);
  const [lot, product] = [index.lot.values, index.product.values];
  let count = 0;
  for (let at = 0; at < slots.length; at++) {
    const slot = slots[at] ?? 0;
    const held = (marks[slot] ?? 0) | (lots[lot[slot] ?? 0] ?? 0) | (inProduct[product[slot] ?? 0] ?? 0);
    slots[count] = slot;
    count += held === 0 ? 0 : 1;
  }
  return slots.subarray(0, count);
}

/** Words of which the few serials that hold them are listed narrow down the most, at no cost. */
const isListed = ({ rows, beside }: WordHits): boolean => rows !== null && beside === null;

interface Searched {
  index: SerialIndex;
  catalogue: CatalogueIndex;
}

function keepFilters(before: Slots, query: SerialQuery, { index, catalogue }: Searched): Slots {
  const { productId, partnerId, condition, withAnomaly, changedFrom, changedTo } = query;
  let slots = before;
  if (productId !== null)
    slots = keepCodes(slots, index.product.values, tableOf(index.products, [productId]));
  if (partnerId !== null)
    slots = keepCodes(slots, index.partner.values, tableOf(index.partners, [partnerId]));
  const places = catalogue.admittedPlaces(query);
  if (places) slots = keepCodes(slots, index.place.values, tableOf(index.places, places));
  if (condition !== null || withAnomaly) slots = keepFlags(slots, index.flags.values, query);
  if (changedFrom !== null || changedTo !== null) slots = keepSince(slots, index.since.values, query);
  return slots;
}

function countStatuses(slots: Slots, status: Uint8Array): StatusCounts {
  const byCode = new Uint32Array(serialStatuses.length + 1);
  for (let at = 0; at < slots.length; at++) {
    const code = status[slots[at] ?? 0] ?? 0;
    byCode[code] = (byCode[code] ?? 0) + 1;
  }
  const counts = noCounts();
  serialStatuses.forEach((name, code) => (counts[name] = byCode[code] ?? 0));
  return counts;
}

/** Which slots a query finds. */
export interface MatchedSlots {
  /** In no order that means anything. */
  slots: Uint32Array;
  counts: StatusCounts;
}

/** Narrows down all slots, filter by filter: each is one pass over one column. */
export function matchSlots(searched: Searched, query: SerialQuery, sought: SearchText): MatchedSlots {
  const { index } = searched;
  const hits = sought.words.map((word) => findWord(word, searched));
  let listed: Slots | null = null;
  for (const word of hits.filter(isListed)) listed = keepWord(listed, word, index);
  let slots = keepFilters(listed ?? index.everySlot(), query, searched);
  for (const word of hits.filter((one) => !isListed(one))) slots = keepWord(slots, word, index);
  const counts = countStatuses(slots, index.status.values);
  return { slots: keepStatuses(slots, query, { index, counts }), counts };
}

/** Emptied slots have the status of none and never match. */
function keepStatuses(
  slots: Slots,
  query: SerialQuery,
  { index, counts }: { index: SerialIndex; counts: StatusCounts }
): Slots {
  const admitted = Uint8Array.from(serialStatuses, (status) => (admitsStatus(query, status) ? 1 : 0));
  const fitting = serialStatuses.reduce(
    (sum, status, code) => sum + (admitted[code] ? counts[status] : 0),
    0
  );
  return fitting === slots.length ? slots : keepCodes(slots, index.status.values, admitted);
}
