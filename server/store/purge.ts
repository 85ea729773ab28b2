import { cutHistory } from '../../src/lib/domain/movement/cut-history.ts';
import type { FoldableMovement } from '../../src/lib/domain/movement/movement.ts';
import { projectSerial, type SerialRow } from '../../src/lib/domain/serial/serial-row.ts';
import { presenceOf } from '../../src/lib/domain/serial/status.ts';
import type { SerialIdentity } from './serial-identity.ts';

/**
 * What is put away.
 *
 *   gone   (épurer)  whole histories of serials that left before the date
 *   all    (apurer)  everything before the date; a serial that is still here
 *                    begins with its opening
 */
export const purgeScopes = ['gone', 'all'] as const;

export type PurgeScope = (typeof purgeScopes)[number];

export interface PurgePlan {
  /** Ids of the movements that go into the archive, those already there among them. */
  archivedIds: string[];
  /** What the rest of the history is folded onto; null where nothing follows, and the row says it all. */
  opening: SerialRow | null;
}

/** What a purge does to one serial; null when it leaves it alone. */
export function planPurge(input: {
  identity: SerialIdentity;
  history: readonly FoldableMovement[];
  /** Ms since the epoch: what stands before it. */
  before: number;
  scope: PurgeScope;
}): PurgePlan | null {
  const { past, present } = cutHistory(input.history, input.before);
  if (past.length === 0) return null;
  const opening = projectSerial(input.identity, past).row;
  const isGone = present.length === 0 && presenceOf(opening.state.status) === 'out';
  if (input.scope === 'gone' && !isGone) return null;
  return { archivedIds: past.map(({ id }) => id), opening: present.length > 0 ? opening : null };
}
