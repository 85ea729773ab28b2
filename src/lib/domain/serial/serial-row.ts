import { emptySpan, extendSpan, extendsSpan, spanOf, type HistorySpan } from '../movement/history-span.ts';
import type { FoldableMovement } from '../movement/movement.ts';
import { acceptanceCovering, type Anomaly } from './anomaly.ts';
import { anomaliesOf, foldSerial, type SerialFold } from './fold-serial.ts';
import { annotate, noNotes, type SerialNotes } from './serial-notes.ts';
import { stepSerial, unknownSerial, type SerialState } from './serial-state.ts';

/**
 * What is kept of a serial between movements: enough to fold a later movement
 * without its history. Devices hold rows, not histories.
 */
export interface SerialRow extends SerialNotes, HistorySpan {
  productId: string;
  serialKey: string;
  /** As first seen. */
  serial: string;
  state: SerialState;
  /** What the movements of this serial contradict among themselves, accepted ones included. */
  anomalies: Anomaly[];
  /** What the server finds across serials (the same serial under another product, its format). */
  warnings: Anomaly[];
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
    warnings: [],
    ...noNotes,
    ...emptySpan
  };
}

/** The anomalies that wait for a person: neither healed nor accepted. */
export function openAnomalies(row: Pick<SerialRow, 'anomalies' | 'warnings' | 'acceptances'>): Anomaly[] {
  return [...row.anomalies, ...row.warnings].filter(
    (anomaly) => !acceptanceCovering(row.acceptances, anomaly)
  );
}

/**
 * The row of a serial from its whole history, with the fold it came from.
 *
 * @param opening the row that the history before these movements gave, where it was put away
 */
export function projectSerial(
  identity: { productId: string; serialKey: string },
  movements: readonly FoldableMovement[],
  opening?: SerialRow
): { row: SerialRow; fold: SerialFold } {
  const fold = foldSerial(movements, opening);
  const row: SerialRow = {
    ...identity,
    serial: fold.serial ?? identity.serialKey,
    state: fold.state,
    anomalies: fold.anomalies,
    warnings: [],
    alias: fold.alias,
    acceptances: fold.acceptances,
    ...spanOf(movements, opening)
  };
  return { row, fold };
}

/**
 * Folds one more movement onto a row, equal to the full fold of its history.
 * @returns null when only the whole history can tell (see `extendsSpan`)
 */
export function extendSerialRow(row: SerialRow, movement: FoldableMovement): SerialRow | null {
  if (!extendsSpan(row, movement)) return null;
  const { state, anomaly } = stepSerial(row.state, movement);
  return {
    ...row,
    ...annotate(row, movement),
    serial: row.movementCount === 0 ? (movement.serial ?? row.serial) : row.serial,
    state,
    anomalies: [...row.anomalies, ...anomaliesOf(movement, anomaly, row.state)],
    ...extendSpan(row, movement)
  };
}
