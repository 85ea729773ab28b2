import { reversedId } from '../movement/liveness.ts';
import type { FoldableMovement } from '../movement/movement.ts';
import { compareOrderKeys, orderKey, type OrderKey } from '../movement/order.ts';
import type { Anomaly } from './anomaly.ts';
import { foldSerial, toAnomaly, type SerialFold } from './fold-serial.ts';
import { stepSerial, unknownSerial, type SerialState } from './serial-state.ts';

/**
 * What is kept of a serial between movements: enough to fold a later movement
 * without its history. Devices hold rows, not histories.
 */
export interface SerialRow {
  productId: string;
  serialKey: string;
  /** As first seen. */
  serial: string;
  state: SerialState;
  anomalies: Anomaly[];
  /** The latest place in the order that any of its movements takes. */
  lastKey: OrderKey | null;
  /** Reversals and placements that name movements not seen yet: a later movement may be one of them. */
  unresolvedIds: string[];
  movementCount: number;
}

export function emptySerialRow(identity: {
  productId: string;
  serialKey: string;
  serial: string;
}): SerialRow {
  return {
    ...identity,
    state: unknownSerial,
    anomalies: [],
    lastKey: null,
    unresolvedIds: [],
    movementCount: 0
  };
}

function latestKey(movements: readonly FoldableMovement[]): OrderKey | null {
  let latest: OrderKey | null = null;
  for (const movement of movements) {
    const key = orderKey(movement);
    if (!latest || compareOrderKeys(key, latest) > 0) latest = key;
  }
  return latest;
}

function unresolved(movements: readonly FoldableMovement[]): string[] {
  const known = new Set(movements.map(({ id }) => id));
  const named = movements.flatMap((movement) => [reversedId(movement), movement.before]);
  return [...new Set(named.filter((id): id is string => id !== undefined && !known.has(id)))].sort();
}

/** The row of a serial from its whole history, with the fold it came from. */
export function projectSerial(
  identity: { productId: string; serialKey: string },
  movements: readonly FoldableMovement[]
): { row: SerialRow; fold: SerialFold } {
  const fold = foldSerial(movements);
  const row: SerialRow = {
    ...identity,
    serial: fold.serial ?? identity.serialKey,
    state: fold.state,
    anomalies: fold.anomalies,
    lastKey: latestKey(movements),
    unresolvedIds: unresolved(movements),
    movementCount: fold.history.length
  };
  return { row, fold };
}

/**
 * Can a movement be folded onto the row without the history? Only when it comes
 * after everything known and changes nothing that went before: no reversal,
 * placement or count, and nothing that an earlier reversal may have named.
 */
export function extendsRow(row: SerialRow, movement: FoldableMovement): boolean {
  if (movement.kind === 'reversal' || movement.kind === 'count') return false;
  if (movement.before !== undefined || row.unresolvedIds.includes(movement.id)) return false;
  return row.lastKey === null || compareOrderKeys(orderKey(movement), row.lastKey) > 0;
}

/**
 * Folds one more movement onto a row, equal to the full fold of its history.
 * @returns null when only the whole history can tell (see `extendsRow`)
 */
export function extendSerialRow(row: SerialRow, movement: FoldableMovement): SerialRow | null {
  if (!extendsRow(row, movement)) return null;
  const { state, anomaly } = stepSerial(row.state, movement);
  const found = anomaly
    ? [toAnomaly({ type: anomaly, movementId: movement.id, againstMovementId: row.state.lastMovementId })]
    : [];
  return {
    ...row,
    serial: row.movementCount === 0 ? (movement.serial ?? row.serial) : row.serial,
    state,
    anomalies: [...row.anomalies, ...found],
    lastKey: orderKey(movement),
    movementCount: row.movementCount + 1
  };
}
