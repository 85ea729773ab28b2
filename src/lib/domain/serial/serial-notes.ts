import type { FoldableMovement, Movement } from '../movement/movement.ts';
import type { Acceptance } from './anomaly.ts';

export type Alias = NonNullable<Movement['aliasOf']>;

/** What people have said of a serial; none of it changes its status. */
export interface SerialNotes {
  /** What it is in truth, when it was misread: the last word in order. */
  alias: Alias | null;
  /** In order; one may no longer hold (see `acceptanceCovering`). */
  acceptances: Acceptance[];
}

export const noNotes: SerialNotes = { alias: null, acceptances: [] };

/** The notes after one more live movement, the next in order. */
export function annotate({ alias, acceptances }: SerialNotes, movement: FoldableMovement): SerialNotes {
  if (movement.kind === 'alias') return { alias: movement.aliasOf ?? alias, acceptances };
  if (movement.kind !== 'acceptance' || !movement.accepts) return { alias, acceptances };
  const { anomalyId, against } = movement.accepts;
  return { alias, acceptances: [...acceptances, { movementId: movement.id, anomalyId, against }] };
}
