import type { MovementDraft } from '$lib/domain/movement/draft';
import { kindRule, physicalKinds, type PhysicalKind } from '$lib/domain/movement/kind';
import { foldable, type FoldableMovement } from '$lib/domain/movement/movement';
import { parseQuantity } from '$lib/domain/quantity';
import { normaliseSerial, type SerialProblem } from '$lib/domain/serial/serial-identity';
import type { SerialStatus } from '$lib/domain/serial/status';
import { acceptanceOf } from '$lib/domain/settlement/acceptance';
import { correctionOf, isCorrectable } from '$lib/domain/settlement/correction';
import type { Author } from '$lib/domain/settlement/fact';
import { explainingKinds, missingMovement } from '$lib/domain/settlement/missing-movement';
import { reversalOf, reversalsOfGroup } from '$lib/domain/settlement/reversal';
import type { RegisteredAnomaly } from '$lib/protocol/anomalies';
import type { CommittedMovement } from '$lib/protocol/rows';

/** The ways out of a contradiction. */
export const ways = ['accept', 'reverse', 'add', 'correct'] as const;

export type Way = (typeof ways)[number];

/** Which of the two claims is meant: the one that contradicts, or the one it contradicts. */
export type Side = 'claim' | 'against';

/** What stands in the dialog, as it was typed. */
export interface Settlement {
  way: Way;
  side: Side;
  reason: string;
  /** Of the missing movement. */
  kind: PhysicalKind | null;
  locationId: string;
  quantity: string;
  /** What the serial was in truth. */
  serial: string;
}

export type SettleProblem =
  'reason-missing' | 'kind-missing' | 'quantity-bad' | 'same-serial' | 'group-unknown' | SerialProblem;

export type SettleField = 'reason' | 'kind' | 'quantity' | 'serial' | 'side';

export type Settled =
  | { ok: true; drafts: MovementDraft[]; group: boolean }
  | { ok: false; field: SettleField; code: SettleProblem };

const wrong = (field: SettleField, code: SettleProblem): Settled => ({ ok: false, field, code });

export const foldableOf = ({ movement, stamp }: CommittedMovement): FoldableMovement =>
  foldable(movement, stamp);

export function sideOf(anomaly: RegisteredAnomaly, side: Side): CommittedMovement | null {
  return side === 'claim' ? anomaly.claim : anomaly.against;
}

/** The status that the contradicting movement found. */
function statusBefore({ against }: RegisteredAnomaly): SerialStatus {
  if (!against) return 'unknown';
  const { leaves } = kindRule(against.movement.kind);
  return leaves === 'keep' ? 'in-stock' : leaves;
}

/** What may have brought goods in that a negative stock says were there. */
const broughtIn = physicalKinds.filter((kind) => kindRule(kind).effect === 'enter');

/** Which missing movement would explain the anomaly; none where a missing one is not what is wrong. */
export function missingKinds(anomaly: RegisteredAnomaly): PhysicalKind[] {
  if (anomaly.anomaly.type === 'negative-quantity') return broughtIn;
  const { kind } = anomaly.claim.movement;
  const isPhysical = physicalKinds.find((physical) => physical === kind);
  if (anomaly.serialKey === null || !isPhysical) return [];
  return explainingKinds({ before: statusBefore(anomaly), kind: isPhysical });
}

/** The ways that are open for an anomaly. */
export function waysFor(anomaly: RegisteredAnomaly): Way[] {
  const canCorrect = [anomaly.claim, anomaly.against].some((side) => side && isCorrectable(side.movement));
  return ways.filter(
    (way) =>
      (way !== 'add' || missingKinds(anomaly).length > 0) &&
      (way !== 'correct' || (anomaly.serialKey !== null && canCorrect))
  );
}

interface Given {
  by: Author;
  /** All movements of the side's envelope, when it travels in one. */
  members: readonly CommittedMovement[];
}

function accept(anomaly: RegisteredAnomaly, { reason }: Settlement, { by }: Given): Settled {
  if (reason.trim() === '') return wrong('reason', 'reason-missing');
  const { productId, locationId, lot } = anomaly;
  const serial = anomaly.claim.movement.serial;
  const subject = { productId, locationId, lot, ...(serial !== undefined && { serial }) };
  const draft = acceptanceOf({ anomaly: anomaly.anomaly, subject, reason: reason.trim(), by });
  return { ok: true, drafts: [draft], group: false };
}

function reverse(anomaly: RegisteredAnomaly, { side, reason }: Settlement, { by, members }: Given): Settled {
  const taken = sideOf(anomaly, side);
  if (!taken) return wrong('side', 'group-unknown');
  const why = reason.trim() || undefined;
  if (!taken.movement.group) {
    return { ok: true, drafts: [reversalOf({ movement: taken.movement, by, reason: why })], group: false };
  }
  const drafts = reversalsOfGroup({ movements: members.map(({ movement }) => movement), by, reason: why });
  return drafts ? { ok: true, drafts, group: true } : wrong('side', 'group-unknown');
}

function addMissing(anomaly: RegisteredAnomaly, settlement: Settlement, { by }: Given): Settled {
  const { kind, locationId, quantity, reason } = settlement;
  if (!kind) return wrong('kind', 'kind-missing');
  const { movement } = anomaly.claim;
  const { serial } = movement;
  const quantityMicros = serial === undefined ? parseQuantity(quantity) : undefined;
  if (quantityMicros === null) return wrong('quantity', 'quantity-bad');
  const { effect } = kindRule(kind);
  const place = locationId || (serial === undefined ? (anomaly.locationId ?? undefined) : undefined);
  const draft = missingMovement({
    kind,
    of: { productId: anomaly.productId, serial, lot: anomaly.lot ?? undefined, quantityMicros },
    before: movement.id,
    by,
    ...(effect === 'leave' ? { fromLocationId: place } : { toLocationId: place }),
    reason: reason.trim() || undefined
  });
  return { ok: true, drafts: [draft], group: false };
}

function correct(anomaly: RegisteredAnomaly, settlement: Settlement, { by }: Given): Settled {
  const taken = sideOf(anomaly, settlement.side);
  const movement = taken && foldableOf(taken);
  const normal = normaliseSerial(settlement.serial);
  if (!normal.ok) return wrong('serial', normal.code);
  if (!movement || !isCorrectable(movement)) return wrong('side', 'group-unknown');
  if (normal.serial === movement.serial) return wrong('serial', 'same-serial');
  const truth = { productId: movement.productId, serial: normal.serial };
  const reason = settlement.reason.trim() || undefined;
  return { ok: true, drafts: correctionOf({ movement, truth, by, reason }), group: true };
}

const settlers: Record<Way, (anomaly: RegisteredAnomaly, settlement: Settlement, given: Given) => Settled> = {
  accept,
  reverse,
  add: addMissing,
  correct
};

/** The facts that settle an anomaly in the way that was chosen, or what is missing in the dialog. */
export function settle(anomaly: RegisteredAnomaly, settlement: Settlement, given: Given): Settled {
  return settlers[settlement.way](anomaly, settlement, given);
}
