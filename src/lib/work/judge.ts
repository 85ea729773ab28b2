import type { MovementDraft } from '$lib/db/commands/record-movement';
import type { SerialView } from '$lib/db/queries/serial-view';
import type { Known } from '$lib/db/queries/standings';
import type { SerialIdentity } from '$lib/db/schema';
import type { FoldableMovement, Movement } from '$lib/domain/movement/movement';
import type { AnomalyType } from '$lib/domain/serial/anomaly';
import { emptySerialRow, extendSerialRow, type SerialRow } from '$lib/domain/serial/serial-row';

/** What a stored movement turned out to be, for eye and ear. */
export type Judgement =
  | 'fine'
  | 'already-in'
  | 'already-out'
  | 'unknown'
  | 'other-place'
  | 'other-product'
  | 'anomaly'
  | 'server-decides'
  | 'unidentified';

const judgements: Partial<Record<AnomalyType, Judgement>> = {
  'double-entry': 'already-in',
  'double-exit': 'already-out',
  'moved-while-out': 'already-out',
  'exit-without-entry': 'unknown',
  'move-without-entry': 'unknown',
  'found-without-entry': 'unknown',
  'wrong-location': 'other-place',
  'found-elsewhere': 'other-place'
};

/** What a movement would be; `repeat`: it was made a moment ago, and is not made again. */
export type Foreseen = Judgement | 'repeat';

/** In the order of what a person must see first. */
export const gravestFirst: readonly Judgement[] = [
  'other-product',
  'already-out',
  'already-in',
  'anomaly',
  'other-place',
  'unknown',
  'unidentified',
  'server-decides',
  'fine'
];

const inStock = ({ row }: SerialView): boolean => row.state.status === 'in-stock';

function judgementOf(row: SerialRow, movementId: string, others: readonly SerialView[]): Judgement {
  const anomaly = row.anomalies.find((found) => found.movementId === movementId);
  const isNew = !anomaly || judgements[anomaly.type] === 'unknown';
  if (isNew && others.some(inStock)) return 'other-product';
  if (!anomaly) return 'fine';
  return judgements[anomaly.type] ?? 'anomaly';
}

/**
 * Judges a movement by what this device now makes of its serial.
 *
 * @param input.view the serial after the movement; null for a movement without one
 * @param input.others the same serial under other products
 */
export function judge(input: {
  movementId: string;
  productId: string | null;
  view: SerialView | null;
  others: readonly SerialView[];
}): Judgement {
  const { movementId, productId, view, others } = input;
  if (productId === null) return 'unidentified';
  if (view === null) return 'fine';
  if (view.standing === 'server-decides') return 'server-decides';
  return judgementOf(view.row, movementId, others);
}

/** The part of a movement that its serial's status depends on. */
export type Intent = Pick<
  MovementDraft,
  'kind' | 'fromLocationId' | 'toLocationId' | 'effectiveDate' | 'chosenDay'
>;

/** What a movement makes of what was known before it; null when only its whole history can tell. */
function judgementAfter(known: Known, row: SerialRow, movement: FoldableMovement): Judgement | null {
  if (known.view?.standing === 'server-decides') return 'server-decides';
  const after = extendSerialRow(row, movement);
  return after && judgementOf(after, movement.id, known.others);
}

/**
 * Judges a movement of a serial by what this device knew of the serial just before
 * it was stored: the same as `judge` says of what it knows after it.
 *
 * @param identity of its serial
 * @returns null when only the whole history can tell
 */
export function judgeStored(input: {
  movement: Movement;
  identity: SerialIdentity;
  known: Known;
}): Judgement | null {
  const { movement, identity, known } = input;
  const row =
    known.view?.row ?? emptySerialRow({ ...identity, serial: movement.serial ?? identity.serialKey });
  return judgementAfter(known, row, movement);
}

const PROBE = '00000000-0000-7000-8000-000000000000';

/**
 * Judges a movement before it is made, by the same fold as after it.
 *
 * @param input.now the instant it would be recorded at, ms
 */
export function foresee(input: { serial: string; known: Known; intent: Intent; now: number }): Judgement {
  const { serial, known, intent, now } = input;
  const row = known.view?.row ?? emptySerialRow({ productId: '', serialKey: serial, serial });
  const judged = judgementAfter(known, row, {
    ...intent,
    id: PROBE,
    productId: row.productId,
    serial,
    quantityMicros: 1_000_000,
    // A clock that is ahead elsewhere does not make this one the past.
    recordedAt: Math.max(now, (row.lastKey?.instant ?? 0) + 1),
    clock: { wallMs: now, monotonicMs: 0, bootId: PROBE },
    origin: { deviceId: PROBE, incarnation: PROBE, sequence: 1 },
    operator: { id: PROBE, name: '-' },
    capture: 'typed'
  });
  return judged ?? 'server-decides';
}
