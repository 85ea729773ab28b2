import { PUSH_LIMIT } from '../protocol/version.ts';
import type { SyncState } from './sync-state.ts';

/** Before the first event. */
export const initialSyncState: SyncState = {
  phase: 'idle',
  step: 'resting',
  again: 'no',
  enrolled: false,
  enrolTried: false,
  resyncTried: false,
  feed: 'none',
  batchLimit: PUSH_LIMIT,
  skip: 0,
  held: 0,
  settledSome: false,
  failures: 0,
  pushError: null,
  error: null,
  progress: null,
  lastSyncedAt: null,
  serverOffsetMs: 0
};
