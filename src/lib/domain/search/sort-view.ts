import type { SerialPosition, SerialSort } from '../serial/serial-query.ts';
import { serialStatuses } from '../serial/status.ts';
import { compareCodePoints } from '../text/compare-code-points.ts';
import type { CatalogueIndex, Ranks } from './catalogue-index.ts';
import { NO_VALUE, type SerialIndex } from './serial-index.ts';
import { IS } from './text-column.ts';

/** A column of codes, and the number that each stands for. */
export interface CodedSource {
  kind: 'codes';
  column: Uint8Array | Uint32Array;
  table: Float64Array;
}

/** A column of numbers, or of their opposites; `NO_VALUE` stays what it is. */
export interface NumberSource {
  kind: 'numbers';
  column: Float64Array;
  sign: Sign;
  /** No number of the list is outside of them. */
  bounds: { low: number; high: number };
}

/** What a list is sorted by, as one finite number a slot: the smaller comes first. Serial and product break ties. */
export interface SortView {
  source: CodedSource | NumberSource;
  /** The number of a slot. */
  numberOf(slot: number): number;
  /** What a page ends on, as the number it sorts by. */
  toNumber(value: SerialPosition['value']): number;
  /** What a slot's position says. */
  valueAt(slot: number): SerialPosition['value'];
}

type Sign = 1 | -1;

const signed = (value: SerialPosition['value'], sign: Sign): number =>
  value === null ? NO_VALUE : sign * (Number(value) || 0);

/** The place of a text among sorted ones; between two of them when it is not there itself. */
function rankOf(texts: readonly string[], text: string): number {
  const behind = texts.findIndex((other) => compareCodePoints(other, text) >= 0);
  if (behind < 0) return texts.length;
  return texts[behind] === text ? behind : behind - 0.5;
}

/** By ids whose order is known; code 0, no id, comes last in either direction. */
function byRanks(column: Uint32Array, ranks: Ranks, sign: Sign): SortView {
  const table = ranks.byCode.map((rank, code) => (code === 0 ? NO_VALUE : sign * rank));
  return {
    source: { kind: 'codes', column, table },
    numberOf: (slot) => table[column[slot] ?? 0] ?? 0,
    toNumber: (value) => (value === null ? NO_VALUE : sign * rankOf(ranks.texts, String(value))),
    valueAt: (slot) => (column[slot] === 0 ? null : ranks.textOf(column[slot] ?? 0))
  };
}

function byCode(column: Uint8Array, numbers: readonly number[], sign: Sign): SortView {
  const table = Float64Array.from(numbers, (number) => sign * number);
  return {
    source: { kind: 'codes', column, table },
    numberOf: (slot) => table[column[slot] ?? 0] ?? 0,
    toNumber: (value) => signed(value, sign),
    valueAt: (slot) => numbers[column[slot] ?? 0] ?? 0
  };
}

/** By instants; what has none comes last in either direction. */
function byInstant({ since, sinceBounds, size }: SerialIndex, sign: Sign): SortView {
  const instants = since.values.subarray(0, size);
  const { low, high } = sinceBounds;
  const bounds = sign > 0 ? { low, high } : { low: -high, high: -low };
  return {
    source: { kind: 'numbers', column: instants, sign, bounds },
    numberOf(slot) {
      const instant = instants[slot] ?? NO_VALUE;
      return instant === NO_VALUE ? instant : sign * instant;
    },
    toNumber: (value) => signed(value, sign),
    valueAt: (slot) => (instants[slot] === NO_VALUE ? null : (instants[slot] ?? null))
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
      return byInstant(index, sign);
    case 'product':
      return byRanks(index.product.values, catalogue.ranksOf(index.products, 'product'), sign);
    case 'place':
      return byRanks(index.place.values, catalogue.ranksOf(index.places, 'place'), sign);
  }
}
