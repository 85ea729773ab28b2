import { liveMovementIds } from '../movement/liveness.ts';
import type { FoldableMovement } from '../movement/movement.ts';
import { sortMovements } from '../movement/order.ts';
import { withoutDuplicates } from '../movement/without-duplicates.ts';
import { stampAnomalies, toAnomaly, type Anomaly } from '../serial/anomaly.ts';
import { annotate, noNotes, type SerialNotes } from '../serial/serial-notes.ts';
import { isAtHome, stockEffectAt, type StockKey } from './stock-effect.ts';

/** One line of the history of a stock row, in the order everyone folds in. */
export interface StockHistoryEntry {
  movementId: string;
  live: boolean;
  /** The balance after it, in micro-units. */
  balanceMicros: number;
}

export interface StockFold extends SerialNotes {
  quantityMicros: number;
  history: StockHistoryEntry[];
  anomalies: Anomaly[];
}

/** What a fold may begin from in place of nothing. */
export type StockOpening = Pick<StockFold, 'quantityMicros' | 'anomalies' | 'acceptances'>;

const nothingBefore: StockOpening = { quantityMicros: 0, anomalies: [], acceptances: noNotes.acceptances };

/** The balance after one live movement, the next in order, and what is wrong with it. */
export function stepStock(
  balance: number,
  movement: FoldableMovement,
  locationId: string | null
): { balance: number; anomalies: Anomaly[] } {
  const effect = stockEffectAt(movement, locationId);
  const delta = effect.type === 'delta' ? effect.micros : 0;
  // A count is an observation: an exit that arrives late is not subtracted from it twice.
  const next = effect.type === 'counted' ? effect.micros : balance + delta;
  const types = isAtHome(movement, locationId) ? stampAnomalies(movement) : [];
  if (delta < 0 && next < 0) types.unshift('negative-quantity');
  const anomalies = types.map((type) =>
    toAnomaly({ type, movementId: movement.id, againstMovementId: null })
  );
  return { balance: next, anomalies };
}

/**
 * The stock of one product, place and lot as a pure fold of its movements,
 * serials aside: it depends only on the set of movements.
 *
 * @param movements all that `stockKeysOf` gives to this key
 * @param opening what went before them, where that was put away (see `cutHistory`)
 */
export function foldStock(
  key: StockKey,
  movements: readonly FoldableMovement[],
  opening: StockOpening = nothingBefore
): StockFold {
  const sorted = sortMovements(withoutDuplicates(movements));
  const live = liveMovementIds(sorted);
  const fold: StockFold = {
    quantityMicros: opening.quantityMicros,
    history: [],
    anomalies: [...opening.anomalies],
    alias: null,
    acceptances: opening.acceptances
  };
  for (const movement of sorted) {
    const isLive = live.has(movement.id);
    if (isLive) {
      const { balance, anomalies } = stepStock(fold.quantityMicros, movement, key.locationId);
      fold.quantityMicros = balance;
      fold.anomalies.push(...anomalies);
      Object.assign(fold, annotate(fold, movement));
    }
    fold.history.push({ movementId: movement.id, live: isLive, balanceMicros: fold.quantityMicros });
  }
  return fold;
}
