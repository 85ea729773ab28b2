import { liveMovementIds } from '../movement/liveness.ts';
import type { FoldableMovement } from '../movement/movement.ts';
import { sortMovements } from '../movement/order.ts';
import { withoutDuplicates } from '../movement/without-duplicates.ts';
import { stampAnomalies, toAnomaly, type Anomaly, type AnomalyType } from './anomaly.ts';
import { annotate, noNotes, type SerialNotes } from './serial-notes.ts';
import { stepSerial, unknownSerial, type SerialState } from './serial-state.ts';

/** One line of a serial's history, in the order everyone folds in. */
export interface HistoryEntry {
  movementId: string;
  /** False when a live reversal has taken it back, or when it is on a circle of reversals. */
  live: boolean;
  /** The state after this movement. */
  after: SerialState;
  anomaly: AnomalyType | null;
}

/** What a fold may begin from in place of nothing: what its archived movements folded to. */
export type SerialOpening = Omit<SerialFold, 'history'>;

export interface SerialFold extends SerialNotes {
  /** As the first movement in order wrote it. */
  serial: string | null;
  state: SerialState;
  history: HistoryEntry[];
  anomalies: Anomaly[];
}

/** What one live movement contradicts, and what the server's stamps say against it. */
export function anomaliesOf(
  movement: FoldableMovement,
  contradiction: AnomalyType | null,
  before: SerialState
): Anomaly[] {
  const stamped = stampAnomalies(movement).map((type) =>
    toAnomaly({ type, movementId: movement.id, againstMovementId: null })
  );
  if (!contradiction) return stamped;
  const found = { type: contradiction, movementId: movement.id, againstMovementId: before.lastMovementId };
  return [toAnomaly(found), ...stamped];
}

const nothingBefore: SerialOpening = { serial: null, state: unknownSerial, anomalies: [], ...noNotes };

/**
 * The status of one serial as a pure fold of its movements.
 *
 * The result depends only on the set of movements: any order of arrival, any
 * batching and any duplication give the same state, history and anomalies. The
 * same code runs on the server and on devices.
 *
 * @param movements all movements of one (product, serial), reversals included
 * @param opening what went before them, where that was put away (see `cutHistory`)
 */
export function foldSerial(
  movements: readonly FoldableMovement[],
  opening: SerialOpening = nothingBefore
): SerialFold {
  const sorted = sortMovements(withoutDuplicates(movements));
  const live = liveMovementIds(sorted);
  const fold: SerialFold = {
    serial: opening.serial ?? sorted.find((movement) => movement.serial !== undefined)?.serial ?? null,
    state: opening.state,
    history: [],
    anomalies: [...opening.anomalies],
    alias: opening.alias,
    acceptances: opening.acceptances
  };
  for (const movement of sorted) {
    const isLive = live.has(movement.id);
    const before = fold.state;
    const step = isLive ? stepSerial(before, movement) : { state: before, anomaly: null };
    fold.state = step.state;
    fold.history.push({ movementId: movement.id, live: isLive, after: step.state, anomaly: step.anomaly });
    if (!isLive) continue;
    fold.anomalies.push(...anomaliesOf(movement, step.anomaly, before));
    Object.assign(fold, annotate(fold, movement));
  }
  return fold;
}
