import { liveMovementIds } from '../movement/liveness.ts';
import type { FoldableMovement } from '../movement/movement.ts';
import { sortMovements } from '../movement/order.ts';
import { anomalyId, type Anomaly, type AnomalyType } from './anomaly.ts';
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

export interface SerialFold {
  /** As the first movement in order wrote it. */
  serial: string | null;
  state: SerialState;
  history: HistoryEntry[];
  anomalies: Anomaly[];
}

/** A copy may carry the server's correction while another does not: keep the one that knows more. */
function preferred(a: FoldableMovement, b: FoldableMovement): FoldableMovement {
  if ((a.correctedAt === undefined) !== (b.correctedAt === undefined)) {
    return a.correctedAt === undefined ? b : a;
  }
  return JSON.stringify(a) <= JSON.stringify(b) ? a : b;
}

function withoutDuplicates(movements: readonly FoldableMovement[]): FoldableMovement[] {
  const byId = new Map<string, FoldableMovement>();
  for (const movement of movements) {
    const known = byId.get(movement.id);
    byId.set(movement.id, known ? preferred(known, movement) : movement);
  }
  return [...byId.values()];
}

export function toAnomaly(input: {
  type: AnomalyType;
  movementId: string;
  againstMovementId: string | null;
}): Anomaly {
  return { id: anomalyId(input), ...input };
}

/**
 * The status of one serial as a pure fold of its movements.
 *
 * The result depends only on the set of movements: any order of arrival, any
 * batching and any duplication give the same state, history and anomalies. The
 * same code runs on the server and on devices.
 *
 * @param movements all movements of one (product, serial), reversals included
 */
export function foldSerial(movements: readonly FoldableMovement[]): SerialFold {
  const sorted = sortMovements(withoutDuplicates(movements));
  const live = liveMovementIds(sorted);
  const fold: SerialFold = {
    serial: sorted.find((movement) => movement.serial !== undefined)?.serial ?? null,
    state: unknownSerial,
    history: [],
    anomalies: []
  };
  for (const movement of sorted) {
    const isLive = live.has(movement.id);
    const before = fold.state;
    const step = isLive ? stepSerial(before, movement) : { state: before, anomaly: null };
    fold.state = step.state;
    fold.history.push({ movementId: movement.id, live: isLive, after: step.state, anomaly: step.anomaly });
    if (step.anomaly) {
      fold.anomalies.push(
        toAnomaly({ type: step.anomaly, movementId: movement.id, againstMovementId: before.lastMovementId })
      );
    }
  }
  return fold;
}
