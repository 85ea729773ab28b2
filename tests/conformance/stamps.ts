import type { FoldableMovement, Movement } from '../../src/lib/domain/movement/movement.ts';

/** The movement as its device made it. */
export const withoutStamps = ({
  correctedAt: _correctedAt,
  sequenceReused: _sequenceReused,
  lateForClosedPeriod: _late,
  ...movement
}: FoldableMovement): Movement => movement;
