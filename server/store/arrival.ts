import type { Movement } from '../../src/lib/domain/movement/movement.ts';

/** A parsed movement, and the instant that replaces its own when its clock was plainly wrong. */
export interface Arrival {
  movement: Movement;
  correctedAt: number | undefined;
}
