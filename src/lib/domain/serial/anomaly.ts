import type { FoldStamps } from '../movement/movement.ts';

/**
 * A contradiction between facts. Both facts are kept, the last one is believed,
 * and a person decides; a missing movement that arrives late heals it.
 */
export const anomalyTypes = [
  'double-entry',
  'exit-without-entry',
  'double-exit',
  'wrong-location',
  'move-without-entry',
  'moved-while-out',
  'found-without-entry',
  'found-elsewhere',
  'found-while-out',
  'same-serial-other-product',
  'clock-suspect',
  'late-for-closed-period',
  'sequence-reused',
  'format-unusual',
  'negative-quantity'
] as const;

/**
 * How an anomaly came to an end: by itself when a missing fact arrived, by a
 * person's word, or because a reversal took one side back.
 */
export const anomalyClosings = ['healed', 'accepted', 'reversed'] as const;

export type AnomalyClosing = (typeof anomalyClosings)[number];

export type AnomalyType = (typeof anomalyTypes)[number];

/** What the server's stamps on a movement say against it. */
export function stampAnomalies(stamps: FoldStamps): AnomalyType[] {
  const found: AnomalyType[] = [];
  if (stamps.correctedAt !== undefined) found.push('clock-suspect');
  if (stamps.lateForClosedPeriod) found.push('late-for-closed-period');
  if (stamps.sequenceReused) found.push('sequence-reused');
  return found;
}

export interface Anomaly {
  /** The same for everyone who folds the same movements: type, serial and offending movement. */
  id: string;
  type: AnomalyType;
  /** The movement that contradicts. */
  movementId: string;
  /** The movement it contradicts; null when what it contradicts is the absence of one. */
  againstMovementId: string | null;
}

/**
 * A person's word that an anomaly may stand. It holds only while the anomaly
 * still rests on the same movement: when that changes, the question is open again.
 */
export interface Acceptance {
  /** The movement of kind `acceptance`. */
  movementId: string;
  anomalyId: string;
  against: string | null;
}

/** The first acceptance that covers an anomaly as it is now; null while it waits for a person. */
export function acceptanceCovering(acceptances: readonly Acceptance[], anomaly: Anomaly): Acceptance | null {
  return (
    acceptances.find(
      ({ anomalyId: id, against }) => id === anomaly.id && against === anomaly.againstMovementId
    ) ?? null
  );
}

/**
 * The deterministic id of an anomaly: everyone who sees it sees the same one.
 * The movement id alone names the serial, since a movement has one serial.
 */
export function anomalyId(input: { type: AnomalyType; movementId: string }): string {
  return `${input.type}:${input.movementId}`;
}

export function toAnomaly(input: {
  type: AnomalyType;
  movementId: string;
  againstMovementId: string | null;
}): Anomaly {
  return { id: anomalyId(input), ...input };
}
