import type { Movement } from '../../../src/lib/domain/movement/movement.ts';
import type { Arrival } from '../../store/store.ts';
import { correctInstant } from './correct-instant.ts';

interface Measured {
  arrivedAt: number;
  /** Server time minus device time, measured on the request that brings them, in ms. */
  clockOffsetMs: number;
}

const instantOf = ({ movement, correctedAt }: Arrival): number => correctedAt ?? movement.recordedAt;

/** The latest first, so that each is held to what was made after it. */
const byNumberDown = (a: Arrival, b: Arrival): number =>
  b.movement.origin.sequence - a.movement.origin.sequence;

/**
 * The movements of one push with the instants that replace their own. A correction
 * covers a whole run of a device: where the clock jumped in between, each movement is
 * put right by itself, and an earlier one never comes to stand after a later one.
 */
export function correctArrivals(movements: readonly Movement[], measured: Measured): Arrival[] {
  const { arrivedAt, clockOffsetMs: offsetMs } = measured;
  const arrivals = movements.map((movement): Arrival => {
    const { recordedAt, clock } = movement;
    return {
      movement,
      correctedAt: correctInstant({ recordedAt, wallMs: clock.wallMs, offsetMs, arrivedAt })
    };
  });
  for (const run of Map.groupBy(arrivals, ({ movement }) => movement.origin.incarnation).values()) {
    let next = Infinity;
    for (const arrival of run.toSorted(byNumberDown)) {
      if (instantOf(arrival) > next) arrival.correctedAt = next;
      next = instantOf(arrival);
    }
  }
  return arrivals;
}
