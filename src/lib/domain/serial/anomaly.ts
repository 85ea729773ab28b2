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

export type AnomalyType = (typeof anomalyTypes)[number];

/** The anomalies that the fold of one serial can find; the others come from projections and stamps. */
export const foldAnomalyTypes = anomalyTypes.slice(0, 9);

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
 * The deterministic id of an anomaly: everyone who sees it sees the same one.
 * The movement id alone names the serial, since a movement has one serial.
 */
export function anomalyId(input: { type: AnomalyType; movementId: string }): string {
  return `${input.type}:${input.movementId}`;
}
