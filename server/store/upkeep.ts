import type { CommittedMovement } from '../../src/lib/protocol/rows.ts';
import type { RowField, StockField } from './compare-rows.ts';
import type { PurgeScope } from './purge.ts';
import type { FlaggedPlace } from './flagged-place.ts';
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
  /** Folds rows again from their movements and puts right what differs. */
  recalculate(input: RecalculateStep): Promise<Written<RecalculateProgress>>;
}

/** Whose rows: those of serials, or those of the stock without serial. */
export const rowKinds = ['serial', 'stock'] as const;

export type RowKind = (typeof rowKinds)[number];

export interface Step {
  of: RowKind;
  after: number;
  /** Most rows in one step. */
  limit: number;
}

export interface RecalculateStep extends Step {
  /** Now, ms since the epoch: when an anomaly that a repair brings to light began. */
  at: number;
}

export interface PurgeStep extends Step {
  /** Ms since the epoch. */
  before: number;
  scope: PurgeScope;
}

interface Progress {
  /** Rows that were looked at. */
  rows: number;
  movements: number;
  next: number | null;
}

export interface PurgeablePage extends Progress {
  committed: CommittedMovement[];
}

/** How much was put away. */
export type PurgeProgress = Progress;

export interface RecalculateProgress extends Progress {
  differences: Difference[];
}

/** A row that was not what its movements give. */
export interface Difference extends FlaggedPlace {
  fields: (RowField | StockField)[];
}

/** Steps over all rows, one sort after the other, each taken when the one before has been used. */
export async function* upkeepSteps<Made extends { next: number | null }>(
  limit: number,
  take: (step: Step) => Promise<Made>
): AsyncGenerator<Made> {
  for (const of of rowKinds) {
    for (let after: number | null = 0; after !== null;) {
      const made: Made = await take({ of, after, limit });
      yield made;
      after = made.next;
    }
  }
}
