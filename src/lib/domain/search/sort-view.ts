import type { SerialPosition, SerialSort } from '../serial/serial-query.ts';
import { serialStatuses } from '../serial/status.ts';
import { compareCodePoints } from '../text/compare-code-points.ts';
import type { CatalogueIndex, Ranks } from './catalogue-index.ts';
import type { SerialIndex } from './serial-index.ts';
import { IS } from './text-column.ts';

/** Stands for no value: behind every other, in either direction. */
const NONE = Number.MAX_SAFE_INTEGER;

/** What a list is sorted by, as numbers: the smaller comes first. Serial and product break ties. */
export interface SortView {
  /** The numbers of some slots. */
  valuesOf(slots: Int32Array): Float64Array;
  /** What a page ends on, as the number it sorts by. */
  toNumber(value: SerialPosition['value']): number;
  /** What a slot's position says. */
  valueAt(slot: number): SerialPosition['value'];
}

/** By a table of numbers over the codes of a column. */
function byTable(column: Uint8Array | Uint32Array, table: Float64Array): (slots: Int32Array) => Float64Array {
  return (slots) => {
    const values = new Float64Array(slots.length);
    for (let at = 0; at < slots.length; at++) values[at] = table[column[slots[at] ?? 0] ?? 0] ?? 0;
    return values;
  };
}

const numberOf = (value: SerialPosition['value'], sign: number): number =>
  value === null ? NONE : sign * (Number(value) || 0);

/** The place of a text among sorted ones; between two of them when it is not there itself. */
function rankOf(texts: readonly string[], text: string): number {
  const behind = texts.findIndex((other) => compareCodePoints(other, text) >= 0);
  if (behind < 0) return texts.length;
  return texts[behind] === text ? behind : behind - 0.5;
}

function byRanks(input: { column: Uint32Array; ranks: Ranks; sign: number }): SortView {
  const { column, ranks, sign } = input;
  const table = ranks.byCode.map((rank, code) => (code === 0 ? NONE : sign * rank));
  return {
    valuesOf: byTable(column, table),
    toNumber: (value) => (value === null ? NONE : sign * rankOf(ranks.texts, String(value))),
    valueAt: (slot) => (column[slot] === 0 ? null : ranks.textOf(column[slot] ?? 0))
  };
}

function bySince(since: Float64Array, sign: number): SortView {
  return {
    valuesOf: (slots) =>
      Float64Array.from(slots, (slot) => {
        const instant = since[slot] ?? NaN;
        return Number.isNaN(instant) ? NONE : sign * instant;
      }),
    toNumber: (value) => numberOf(value, sign),
    valueAt(slot) {
      const instant = since[slot] ?? NaN;
      return Number.isNaN(instant) ? null : instant;
    }
  };
}

function byCode(column: Uint8Array, numbers: readonly number[], sign: number): SortView {
  return {
    valuesOf: byTable(
      column,
      Float64Array.from(numbers, (number) => sign * number)
    ),
    toNumber: (value) => numberOf(value, sign),
    valueAt: (slot) => numbers[column[slot] ?? 0] ?? 0
  };
}

/**
 * What a query sorts by; null when serial and product alone decide.
 *
 * @param input.relevance how each slot holds the text, by the marks of `TextColumn`; null without a text
 */
export function createSortView(input: {
  index: SerialIndex;
  catalogue: CatalogueIndex;
  sort: SerialSort;
  relevance: Uint8Array | null;
}): SortView | null {
  const { index, catalogue, sort, relevance } = input;
  const sign = sort.direction === 'descending' ? -1 : 1;
  switch (sort.field) {
    case 'serial':
      return null;
    case 'relevance':
      return relevance && byCode(relevance, [IS, 2, 1, 0], sign);
    case 'status':
      return byCode(index.status.values, [...serialStatuses.keys()], sign);
    case 'since':
      return bySince(index.since.values, sign);
    case 'product':
      return byRanks({
        column: index.product.values,
        ranks: catalogue.ranksOf(index.products, 'product'),
        sign
      });
    case 'place':
      return byRanks({ column: index.place.values, ranks: catalogue.ranksOf(index.places, 'place'), sign });
  }
}
