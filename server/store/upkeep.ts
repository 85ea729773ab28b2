import type { CommittedMovement } from '../../src/lib/protocol/rows.ts';
import type { RowField } from './compare-rows.ts';
import type { PurgeScope } from './purge.ts';
import type { SerialIdentity } from './serial-identity.ts';
import type { Written } from './written.ts';

/**
 * The work on a store that takes longer than a request may: it goes in steps, so
 * that the server goes on answering between them. A step begins behind `after`
 * (0 at first) and answers where the next one begins, null at the end.
 */
export interface Upkeep {
  /** What a purge would put away, whole, for an export. */
  readPurgeable(input: PurgeStep): Promise<PurgeablePage>;
  /** Puts away what stands before an instant behind openings. Repeating it changes nothing. */
  purge(input: PurgeStep): Promise<Written<PurgeProgress>>;
  /** Folds serials again from their movements and puts right what differs. */
  recalculate(input: Step): Promise<Written<RecalculateProgress>>;
}

export interface Step {
  after: number;
  /** Most serials in one step. */
  limit: number;
}

export interface PurgeStep extends Step {
  /** Ms since the epoch. */
  before: number;
  scope: PurgeScope;
}

interface Progress {
  serials: number;
  movements: number;
  next: number | null;
}

export interface PurgeablePage extends Progress {
  committed: CommittedMovement[];
}

/** How much was put away; `serials` counts those that were looked at. */
export type PurgeProgress = Progress;

export interface RecalculateProgress extends Progress {
  differences: Difference[];
}

/** A row that was not what its movements give. */
export interface Difference extends SerialIdentity {
  fields: RowField[];
}
