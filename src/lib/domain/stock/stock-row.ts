import { emptySpan, extendSpan, extendsSpan, spanOf, type HistorySpan } from '../movement/history-span.ts';
import type { FoldableMovement } from '../movement/movement.ts';
import { withoutDuplicates } from '../movement/without-duplicates.ts';
import type { Anomaly } from '../serial/anomaly.ts';
import { annotate, noNotes, type SerialNotes } from '../serial/serial-notes.ts';
import { foldStock, stepStock, type StockFold } from './fold-stock.ts';
import type { StockKey } from './stock-effect.ts';

/** What is kept of a product's stock in one place and lot, its serials aside. */
export interface StockRow extends StockKey, HistorySpan {
  /** May be below zero: facts win, and the anomaly says so. */
  quantityMicros: number;
  anomalies: Anomaly[];
  acceptances: SerialNotes['acceptances'];
}

export function emptyStockRow({ productId, locationId, lot }: StockKey): StockRow {
  const { acceptances } = noNotes;
  return { productId, locationId, lot, quantityMicros: 0, anomalies: [], acceptances, ...emptySpan };
}

/**
 * The row of a stock key from its whole history, with the fold it came from.
 *
 * @param opening the row that the history before these movements gave, where it was put away
 */
export function projectStock(
  key: StockKey,
  movements: readonly FoldableMovement[],
  opening?: StockRow
): { row: StockRow; fold: StockFold } {
  const unique = withoutDuplicates(movements);
  const fold = foldStock(key, unique, opening);
  const { quantityMicros, anomalies, acceptances } = fold;
  return {
    row: { ...emptyStockRow(key), quantityMicros, anomalies, acceptances, ...spanOf(unique, opening) },
    fold
  };
}

/**
 * Folds one more movement onto a row, equal to the full fold of its history.
 * @returns null when only the whole history can tell (see `extendsSpan`)
 */
export function extendStockRow(row: StockRow, movement: FoldableMovement): StockRow | null {
  if (!extendsSpan(row, movement)) return null;
  const { balance, anomalies } = stepStock(row.quantityMicros, movement, row.locationId);
  return {
    ...row,
    quantityMicros: balance,
    anomalies: [...row.anomalies, ...anomalies],
    acceptances: annotate({ alias: null, acceptances: row.acceptances }, movement).acceptances,
    ...extendSpan(row, movement)
  };
}
