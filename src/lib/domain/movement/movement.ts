import type { Movement } from './movement-schemas.ts';

export type {
  CaptureMethod,
  Condition,
  Movement,
  Operator,
  Origin,
  ServerStamp
} from './movement-schemas.ts';

/** Those stamps of the server that change what everyone folds. */
export interface FoldStamps {
  correctedAt?: number | undefined;
  sequenceReused?: true | undefined;
  lateForClosedPeriod?: true | undefined;
}

/** A movement as the fold reads it: the server's stamps, when there are any, ride along. */
export type FoldableMovement = Movement & FoldStamps;

/** The movement with the stamps that the fold reads. */
export function foldable(movement: Movement, stamps: FoldStamps | null): FoldableMovement {
  if (!stamps) return movement;
  const { correctedAt, sequenceReused, lateForClosedPeriod } = stamps;
  if (correctedAt === undefined && !sequenceReused && !lateForClosedPeriod) return movement;
  return {
    ...movement,
    ...(correctedAt !== undefined && { correctedAt }),
    ...(sequenceReused && { sequenceReused }),
    ...(lateForClosedPeriod && { lateForClosedPeriod })
  };
}
