import { admitsStatus, noCounts, type SerialQuery, type StatusCounts } from '../serial/serial-query.ts';
import type { SearchText, SearchWord } from '../serial/search-words.ts';
import { serialStatuses } from '../serial/status.ts';
import type { CatalogueIndex } from './catalogue-index.ts';
import type { Dictionary } from './dictionary.ts';
import { ANOMALY, NO_VALUE, QUARANTINE, type SerialIndex } from './serial-index.ts';

/** One byte a slot: 1 while it still matches. */
type Mask = Uint8Array;

/** Lets through what a table over the codes of a column does. */
function keepCodes(mask: Mask, column: Uint8Array | Uint32Array, table: Uint8Array): void {
  for (let slot = 0; slot < mask.length; slot++) {
    mask[slot] = (mask[slot] ?? 0) & (table[column[slot] ?? 0] ?? 0);
  }
}

function tableOf(ids: Dictionary, admitted: Iterable<string>): Uint8Array {
  const table = new Uint8Array(ids.size);
  for (const id of admitted) {
    const code = ids.find(id);
    if (code !== undefined) table[code] = 1;
  }
  return table;
}

function keepSince(mask: Mask, since: Float64Array, { changedFrom, changedTo }: SerialQuery): void {
  const from = changedFrom ?? -Infinity;
  const to = changedTo ?? NO_VALUE;
  for (let slot = 0; slot < mask.length; slot++) {
    const instant = since[slot] ?? 0;
    if (instant < from || instant >= to) mask[slot] = 0;
  }
}

function keepFlags(mask: Mask, flags: Uint8Array, { condition, withAnomaly }: SerialQuery): void {
  const table = Uint8Array.from([0, QUARANTINE, ANOMALY, QUARANTINE | ANOMALY], (flag) => {
    const inQuarantine = (flag & QUARANTINE) !== 0;
    const conditionFits = condition === null || inQuarantine === (condition === 'quarantine');
    return conditionFits && (!withAnomaly || (flag & ANOMALY) !== 0) ? 1 : 0;
  });
  keepCodes(mask, flags, table);
}

/** Over the marks of `TextColumn`, and over those of lots: held in any way. */
const ANY_MARK = Uint8Array.of(0, 1, 1, 1);

/** What a word finds: serials by their slots, the rest by the codes of lots and products. */
function keepWord(mask: Mask, index: SerialIndex, catalogue: CatalogueIndex, word: SearchWord): void {
  const inSerial = index.marksOf(word.key);
  const inLot = new Uint8Array(index.lots.size);
  // Code 0 stands for no lot.
  const isInLots = index.lotTexts.mark(word.key, inLot.subarray(1));
  const productIds = catalogue.productsHolding(word);
  if (!isInLots && productIds.length === 0) return keepCodes(mask, inSerial, ANY_MARK);
  const inProduct = tableOf(index.products, productIds);
  const [lot, product] = [index.lot.values, index.product.values];
  for (let slot = 0; slot < mask.length; slot++) {
    const beside = (ANY_MARK[inLot[lot[slot] ?? 0] ?? 0] ?? 0) | (inProduct[product[slot] ?? 0] ?? 0);
    mask[slot] = (mask[slot] ?? 0) & ((ANY_MARK[inSerial[slot] ?? 0] ?? 0) | beside);
  }
}

function keepFilters(mask: Mask, index: SerialIndex, catalogue: CatalogueIndex, query: SerialQuery): void {
  const { productId, partnerId, condition, withAnomaly, changedFrom, changedTo } = query;
  if (productId !== null) keepCodes(mask, index.product.values, tableOf(index.products, [productId]));
  if (partnerId !== null) keepCodes(mask, index.partner.values, tableOf(index.partners, [partnerId]));
  const places = catalogue.admittedPlaces(query);
  if (places) keepCodes(mask, index.place.values, tableOf(index.places, places));
  if (condition !== null || withAnomaly) keepFlags(mask, index.flags.values, query);
  if (changedFrom !== null || changedTo !== null) keepSince(mask, index.since.values, query);
}

function countStatuses(mask: Mask, status: Uint8Array): StatusCounts {
  const byCode = new Uint32Array(serialStatuses.length + 1);
  for (let slot = 0; slot < mask.length; slot++) {
    const code = status[slot] ?? 0;
    byCode[code] = (byCode[code] ?? 0) + (mask[slot] ?? 0);
  }
  const counts = noCounts();
  serialStatuses.forEach((name, code) => (counts[name] = byCode[code] ?? 0));
  return counts;
}

/** Which slots a query finds. */
export interface MatchedSlots {
  /** One byte a slot: 1 where it matches. */
  mask: Uint8Array;
  total: number;
  counts: StatusCounts;
}

/** Narrows down all slots, filter by filter: each is one pass over one column. */
export function matchSlots(input: {
  index: SerialIndex;
  catalogue: CatalogueIndex;
  query: SerialQuery;
  sought: SearchText;
}): MatchedSlots {
  const { index, catalogue, query, sought } = input;
  const mask = new Uint8Array(index.size).fill(1);
  keepFilters(mask, index, catalogue, query);
  for (const word of sought.words) keepWord(mask, index, catalogue, word);
  const counts = countStatuses(mask, index.status.values);
  // The table ends before the code of emptied slots: those never match.
  const admitted = Uint8Array.from(serialStatuses, (status) => (admitsStatus(query, status) ? 1 : 0));
  keepCodes(mask, index.status.values, admitted);
  const total = serialStatuses.reduce((sum, status, code) => sum + (admitted[code] ? counts[status] : 0), 0);
  return { mask, total, counts };
}
