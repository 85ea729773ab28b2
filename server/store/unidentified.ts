import { isPhysical } from '../../src/lib/domain/movement/kind.ts';
import { liveMovementIds } from '../../src/lib/domain/movement/liveness.ts';
import type { CommittedMovement } from '../../src/lib/protocol/rows.ts';

/**
 * Which scans still wait for a name: not those that were taken back, as naming one
 * does, nor the reversals that did it.
 *
 * @param committed every movement whose product is not known
 */
export function waitingScans(committed: readonly CommittedMovement[]): CommittedMovement[] {
  const live = liveMovementIds(committed.map(({ movement }) => movement));
  return committed.filter(({ movement: { id, kind } }) => live.has(id) && isPhysical(kind));
}
