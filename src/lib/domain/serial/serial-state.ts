import { isPhysical, kindRule, type MovementKind } from '../movement/kind.ts';
import type { Condition, FoldableMovement } from '../movement/movement.ts';
import { orderInstant } from '../movement/order.ts';
import type { AnomalyType } from './anomaly.ts';
import { presenceOf, type SerialStatus } from './status.ts';
import { transition } from './transition.ts';

/** What is known of a serial after some of its movements. */
export interface SerialState {
  status: SerialStatus;
  condition: Condition;
  /** Where it is while in stock; null when it is not, or when nobody said. */
  locationId: string | null;
  /** Where it is going while in transit, if that was said. */
  destinationId: string | null;
  lot: string | null;
  /** The pallet or parcel it is on (SSCC), until it leaves stock or is put on another one. */
  container: string | null;
  /** Whom it last came from or went to; null when nobody said. */
  partnerId: string | null;
  /** When it came to be so: UTC ms of the last movement that changed status, place or condition. */
  since: number | null;
  /** The last physical fact, which is the one believed. */
  lastMovementId: string | null;
}

export const unknownSerial: SerialState = {
  status: 'unknown',
  condition: 'available',
  locationId: null,
  destinationId: null,
  lot: null,
  container: null,
  partnerId: null,
  since: null,
  lastMovementId: null
};

export interface Step {
  state: SerialState;
  anomaly: AnomalyType | null;
}

const differs = (claimed: string | undefined, known: string | null): boolean =>
  claimed !== undefined && known !== null && claimed !== known;

/** A contradiction of place, when the status itself agrees. */
function placeAnomaly(state: SerialState, movement: FoldableMovement): AnomalyType | null {
  const { effect } = kindRule(movement.kind);
  if (state.status === 'in-transit') {
    return movement.kind === 'transfer-arrival' && differs(movement.toLocationId, state.destinationId)
      ? 'wrong-location'
      : null;
  }
  if (state.status !== 'in-stock') return null;
  if (effect === 'observe' || movement.kind === 'inventory-found') {
    return differs(movement.toLocationId, state.locationId) ? 'found-elsewhere' : null;
  }
  if (movement.kind === 'transfer-arrival' && movement.fromLocationId === undefined) {
    return differs(movement.toLocationId, state.locationId) ? 'wrong-location' : null;
  }
  return effect === 'enter'
    ? null
    : differs(movement.fromLocationId, state.locationId)
      ? 'wrong-location'
      : null;
}

function statusAfter(state: SerialState, kind: MovementKind): SerialStatus {
  const { leaves } = kindRule(kind);
  // Whatever is handled or seen is here: facts win.
  return leaves === 'keep' ? 'in-stock' : leaves;
}

const isHeld = (status: SerialStatus): boolean => ['in', 'moving'].includes(presenceOf(status));

function conditionAfter(state: SerialState, movement: FoldableMovement): Condition {
  if (movement.kind === 'quarantine') return 'quarantine';
  if (movement.kind === 'release' || kindRule(movement.kind).effect === 'leave') return 'available';
  const claimed = kindRule(movement.kind).effect === 'enter' ? movement.condition : undefined;
  // A movement that says nothing of the condition does not release a quarantine.
  return claimed ?? (isHeld(state.status) ? state.condition : 'available');
}

function placeAfter(state: SerialState, movement: FoldableMovement): string | null {
  const { effect } = kindRule(movement.kind);
  if (effect === 'leave' || movement.kind === 'transfer-departure') return null;
  const claimed = effect === 'condition' ? movement.fromLocationId : movement.toLocationId;
  return claimed ?? state.locationId;
}

/** An entry or exit names whom it is made with; what moves within the house keeps where it came from. */
function partnerAfter(state: SerialState, movement: FoldableMovement): string | null {
  const { effect } = kindRule(movement.kind);
  const status = statusAfter(state, movement.kind);
  const staysSo = status === state.status || (isHeld(status) && isHeld(state.status));
  const claimed = effect === 'enter' || effect === 'leave' ? movement.partnerId : undefined;
  return claimed ?? (staysSo ? state.partnerId : null);
}

/** What leaves is on no pallet of this house any more, even when it left on one. */
const containerAfter = (state: SerialState, { kind, container }: FoldableMovement): string | null =>
  kindRule(kind).effect === 'leave' ? null : (container ?? state.container);

const sameStanding = (a: SerialState, b: SerialState): boolean =>
  a.status === b.status &&
  a.condition === b.condition &&
  a.locationId === b.locationId &&
  a.destinationId === b.destinationId;

/**
 * Folds one live movement, the next in order, into the state. Reversals have no
 * effect of their own: they act by taking movements out (see `liveness.ts`); nor
 * have notes, which are about movements.
 */
export function stepSerial(state: SerialState, movement: FoldableMovement): Step {
  const { kind } = movement;
  if (!isPhysical(kind)) return { state, anomaly: null };
  const outcome = transition(state.status, kind);
  if (outcome.ignored) return { state, anomaly: null };
  const next: SerialState = {
    status: statusAfter(state, movement.kind),
    condition: conditionAfter(state, movement),
    locationId: placeAfter(state, movement),
    destinationId: movement.kind === 'transfer-departure' ? (movement.toLocationId ?? null) : null,
    lot: movement.lot ?? state.lot,
    container: containerAfter(state, movement),
    partnerId: partnerAfter(state, movement),
    since: state.since,
    lastMovementId: movement.id
  };
  if (!sameStanding(state, next)) next.since = orderInstant(movement);
  return { state: next, anomaly: outcome.anomaly ?? placeAnomaly(state, movement) };
}
