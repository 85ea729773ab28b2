import type { CopyState } from '../../src/lib/db/safety/queue-guard.ts';
import type { Restoration } from '../../src/lib/db/schema.ts';

export interface Scan {
  id: string;
  /** Incarnation and sequence number. */
  place: string;
}

/** What a page finds when it starts after a kill. */
export interface Found {
  inDatabase: Scan[];
  /** Ids of the rows that the second copy holds. */
  inCopy: string[];
  damaged: number;
  copyState: CopyState;
  /** What a person is told. */
  told: Restoration | null;
  /** What the database holds once it was compared and restored. */
  after: Scan[];
}

/** What the rounds of one mode came to. */
export interface KillTally {
  rounds: number;
  beeps: number;
  /** Rounds in which the database came back without any of the scans that had beeped. */
  empty: number;
  /** Rounds in which it came back without some of them. */
  smaller: number;
  /** Rounds in which the second copy lacked some of them. */
  copySmaller: number;
  /** Ends with one sentence for each thing that must never happen. */
  problems: string[];
}
