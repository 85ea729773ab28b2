import type { DeviceError } from '../db/result.ts';
import { errorTable, type ErrorCode } from '../protocol/errors.ts';
import { PUSH_LIMIT } from '../protocol/version.ts';

/**
 * The sync of one device as a pure machine: state + event → state + effects. The
 * driver (`sync-loop.ts`) carries the effects out and reports each back as one
 * event. One pass:
 *
 *   resting ─wake─▶ locking ─▶ [enrolling] ─▶ pushing … ─▶ [manifest ─▶ rows …] ─▶ pulling … ─▶ finishing ─▶ resting
 *                                                               ▲                                  │
 *                                                               └─ too much has changed since ─────┘
 *                                   ▲             │                                      │
 *                                   └─not-enrolled┴──────────────────────────────────────┘
 *
 * Any failure ends the pass; a timer always begins the next, so there is no
 * state without a way out. A failed push still pulls, unless the server cannot
 * be reached at all.
 */
export type SyncPhase =
  'idle' | 'pushing' | 'pulling' | 'first-sync' | 'offline' | 'backing-off' | 'stopped' | 'needs-enrolment';

export type SyncStep =
  'resting' | 'locking' | 'enrolling' | 'pushing' | 'parking' | 'manifest' | 'rows' | 'pulling' | 'finishing';

export interface Progress {
  /** Serials. */
  done: number;
  total: number;
  /** As they cross the wire. */
  bytes: number;
  totalBytes: number;
  /** How long the rest will take at the pace so far; null before there is one. */
  leftMs: number | null;
}

export interface SyncState {
  phase: SyncPhase;
  step: SyncStep;
  /** Woken in mid-pass: `urgent` starts again even when this pass fails. */
  again: 'no' | 'write' | 'urgent';
  /** Has a server ever given this device its id? From then on everything works offline. */
  enrolled: boolean;
  /** Has this pass asked for a token, or for a new snapshot, already? Once a pass is enough. */
  enrolTried: boolean;
  resyncTried: boolean;
  /** `renewal`: newer segments come in, while the feed is where it was. */
  feed: 'none' | 'snapshot' | 'renewal' | 'cursor';
  /** How many movements the next push takes; halved to find a row that spoils its batch. */
  batchLimit: number;
  /** How many of the oldest to leave out: the server holds them, or each made it fail on its own. */
  skip: number;
  /** How many of those left out the server holds until their envelope is whole. */
  held: number;
  /** Has anything left the queue since the oldest were last offered? */
  settledSome: boolean;
  /** Failed passes in a row. */
  failures: number;
  /** What went wrong with this pass's push, while it goes on to pull. */
  pushError: DeviceError | null;
  /** What the last pass ended with. */
  error: DeviceError | null;
  progress: Progress | null;
  /** Wall clock here, raw ms. */
  lastSyncedAt: number | null;
  serverOffsetMs: number;
}

export type SyncEvent =
  | { type: 'wake'; urgent: boolean }
  | { type: 'locked'; enrolled: boolean; feed: 'none' | 'cursor'; waiting: number }
  | { type: 'enrolled'; waiting: number }
  | { type: 'pushed'; sent: number; settled: number; held: number; waiting: number }
  | { type: 'push-failed'; error: DeviceError; sent: number; firstId: string | null; waiting: number }
  | { type: 'parked'; waiting: number }
  /** `waiting`: what the server has forgotten waits again. */
  | { type: 'snapshot-began'; progress: Progress; waiting: number }
  | { type: 'rows-stored'; progress: Progress; last: boolean }
  | { type: 'pulled'; more: boolean }
  /** `overgrown`: so much has changed since the segments that newer ones pay. */
  | { type: 'finished'; at: number; overgrown: boolean }
  /** A step other than a push failed. */
  | { type: 'failed'; error: DeviceError }
  | { type: 'clock-measured'; offsetMs: number }
  /** What the database remembers of the last run. */
  | { type: 'remembered'; lastSyncedAt: number | null; offsetMs: number };

export type SyncEffect =
  | { type: 'lock' }
  | { type: 'unlock' }
  | { type: 'enrol' }
  | { type: 'push'; limit: number; skip: number }
  | { type: 'park'; id: string; error: DeviceError }
  | { type: 'begin-snapshot'; renews: boolean }
  | { type: 'store-rows' }
  | { type: 'pull' }
  | { type: 'finish' }
  /** Wake up after this long; the driver adds jitter. Replaces the timer before. */
  | { type: 'schedule'; delayMs: number };

export interface Transition {
  state: SyncState;
  effects: SyncEffect[];
}

/** While nothing is wrong: how often to look for others' movements. */
export const POLL_MS = 20_000;
const FIRST_BACK_OFF_MS = 1000;
const LONGEST_BACK_OFF_MS = 30_000;
/** After `stop` only a new app helps, unless the server was put back. */
const STOPPED_MS = 600_000;

/** Refusals of a whole push that one of its movements may have caused. */
const spoiledBatchCodes: readonly string[] = [
  'malformed-json',
  'malformed-request',
  'malformed-movement',
  'body-too-large',
  'batch-too-large'
] satisfies ErrorCode[];

function actionOf(error: DeviceError): string {
  return error.code in errorTable ? errorTable[error.code as ErrorCode].action : 'retry';
}

const backOff = (failures: number): number =>
  Math.min(LONGEST_BACK_OFF_MS, FIRST_BACK_OFF_MS * 2 ** Math.min(failures, 10));

const go = (state: SyncState, ...effects: SyncEffect[]): Transition => ({ state, effects });

function beginPass(state: SyncState): Transition {
  const next: SyncState = {
    ...state,
    step: 'locking',
    again: 'no',
    enrolTried: false,
    resyncTried: false,
    pushError: null
  };
  return go(next, { type: 'lock' });
}

function phaseAfter(state: SyncState, error: DeviceError): SyncPhase {
  if (actionOf(error) === 'stop') return 'stopped';
  if (actionOf(error) === 'pair') return 'needs-enrolment';
  if (!state.enrolled) return 'needs-enrolment';
  return error.code === 'unreachable' ? 'offline' : 'backing-off';
}

function rest(state: SyncState, delayMs: number): Transition {
  const rested: SyncState = { ...state, step: 'resting', progress: null };
  const again = state.again === 'urgent' || (state.again === 'write' && state.error === null);
  if (!again) return go(rested, { type: 'unlock' }, { type: 'schedule', delayMs });
  const begun = beginPass(rested);
  return go(begun.state, { type: 'unlock' }, ...begun.effects);
}

function endWithError(state: SyncState, error: DeviceError): Transition {
  const phase = phaseAfter(state, error);
  const failures = state.failures + 1;
  const delayMs = phase === 'stopped' ? STOPPED_MS : backOff(state.failures);
  return rest({ ...state, phase, error, failures, pushError: null }, delayMs);
}

function pull(state: SyncState): Transition {
  return go({ ...state, step: 'pulling', phase: 'pulling', progress: null }, { type: 'pull' });
}

function beginSnapshot(state: SyncState): Transition {
  return go({ ...state, step: 'manifest', phase: 'first-sync' }, { type: 'begin-snapshot', renews: false });
}

function renew(state: SyncState): Transition {
  const next: SyncState = {
    ...state,
    step: 'manifest',
    phase: 'pulling',
    feed: 'renewal',
    resyncTried: true
  };
  return go(next, { type: 'begin-snapshot', renews: true });
}

function read(state: SyncState): Transition {
  if (state.feed === 'cursor') return pull(state);
  if (state.feed === 'none') return beginSnapshot(state);
  const phase = state.feed === 'renewal' ? 'pulling' : 'first-sync';
  return go({ ...state, step: 'rows', phase }, { type: 'store-rows' });
}

const fromTheOldest = { skip: 0, held: 0, settledSome: false };

/**
 * Sends what waits, then reads. A movement that the server holds is left out and
 * what is behind it goes on: the rest of its envelope may be there. At the end of
 * the queue the held ones are offered again, as long as the round before took
 * something off the queue; so a pass comes to an end when nothing moves any more.
 */
function drain(state: SyncState, waiting: number): Transition {
  const { batchLimit: limit, skip, held } = state;
  if (waiting > skip)
    return go({ ...state, step: 'pushing', phase: 'pushing' }, { type: 'push', limit, skip });
  if (waiting > 0 && held > 0 && state.settledSome) return drain({ ...state, ...fromTheOldest }, waiting);
  const rested = { ...state, ...fromTheOldest };
  if (skip === held || waiting === 0) return read(rested);
  // At the end of the queue those left out get their next chance, in the next pass.
  return read({ ...rested, pushError: state.pushError ?? { code: 'server-fault' } });
}

function enrol(state: SyncState): Transition {
  return go({ ...state, step: 'enrolling', enrolTried: true }, { type: 'enrol' });
}

/** Failures that end the pass or lead elsewhere, whatever step they come from; null for others. */
function leave(state: SyncState, error: DeviceError): Transition | null {
  const action = actionOf(error);
  if (action === 'enrol') return state.enrolTried ? endWithError(state, error) : enrol(state);
  const ends = action === 'stop' || action === 'pair' || error.code === 'unreachable';
  if (ends) return endWithError(state, error);
  return null;
}

function afterPush(state: SyncState, event: Extract<SyncEvent, { type: 'pushed' }>): Transition {
  const { sent, settled, held, waiting } = event;
  if (sent > 0 && settled + held === 0) {
    return read({ ...state, pushError: { code: 'busy', detail: 'no movement was answered' } });
  }
  const batchLimit = Math.min(PUSH_LIMIT, state.batchLimit * 2);
  const settledSome = state.settledSome || settled > 0;
  // While some are held, what was sent with them and stays is left out too, for this round.
  const stayed = held > 0 ? Math.min(sent - settled, waiting - state.skip) : 0;
  const skip = state.skip + Math.max(0, stayed);
  const leftOut = state.held + Math.max(0, stayed);
  return drain({ ...state, batchLimit, settledSome, skip, held: leftOut }, waiting);
}

/**
 * A refused batch is halved until the row that spoils it stands alone and can be
 * parked. A fault of the server may have its cause in a row too, but may as well
 * pass: such a row is left out for a while, never parked.
 */
function afterPushFailed(state: SyncState, event: Extract<SyncEvent, { type: 'push-failed' }>): Transition {
  const { error, sent, firstId, waiting } = event;
  const left = leave(state, error);
  if (left) return left;
  const halved = { ...state, batchLimit: Math.max(1, Math.ceil(sent / 2)) };
  if (spoiledBatchCodes.includes(error.code)) {
    if (sent > 1) return drain(halved, waiting);
    if (firstId !== null) return go({ ...state, step: 'parking' }, { type: 'park', id: firstId, error });
  }
  if (error.code === 'server-fault') {
    const next = sent > 1 ? halved : { ...state, skip: state.skip + 1 };
    return read({ ...next, pushError: error });
  }
  return read({ ...state, pushError: error });
}

function afterFailed(state: SyncState, error: DeviceError): Transition {
  const left = leave(state, error);
  if (left) return left;
  if (actionOf(error) === 'resync' && !state.resyncTried) {
    return beginSnapshot({ ...state, feed: 'none', resyncTried: true });
  }
  return endWithError(state, error);
}

function afterPulled(state: SyncState, more: boolean): Transition {
  if (more) return pull(state);
  if (state.pushError) return endWithError(state, state.pushError);
  return go({ ...state, step: 'finishing' }, { type: 'finish' });
}

function afterWake(state: SyncState, urgent: boolean): Transition {
  if (state.step !== 'resting') {
    return go({ ...state, again: urgent || state.again === 'urgent' ? 'urgent' : 'write' });
  }
  // A write does not cut a back-off short, or a busy picker would hammer a sick server.
  if (!urgent && state.phase !== 'idle') return go(state);
  return beginPass(state);
}

const stepOf = {
  locked: 'locking',
  enrolled: 'enrolling',
  pushed: 'pushing',
  'push-failed': 'pushing',
  parked: 'parking',
  'snapshot-began': 'manifest',
  'rows-stored': 'rows',
  pulled: 'pulling',
  finished: 'finishing'
} as const satisfies Partial<Record<SyncEvent['type'], SyncStep>>;

/** Is the event the report of the step under way? Others are echoes of a pass that is over. */
function isExpected(state: SyncState, event: SyncEvent): boolean {
  if (event.type === 'failed') return state.step !== 'resting';
  return event.type in stepOf ? stepOf[event.type as keyof typeof stepOf] === state.step : true;
}

/** What happens next. Total: any event in any state is answered, an unexpected one by nothing. */
export function advance(state: SyncState, event: SyncEvent): Transition {
  if (!isExpected(state, event)) return go(state);
  switch (event.type) {
    case 'wake':
      return afterWake(state, event.urgent);
    case 'clock-measured':
      return go({ ...state, serverOffsetMs: event.offsetMs });
    case 'remembered':
      return go({ ...state, lastSyncedAt: event.lastSyncedAt, serverOffsetMs: event.offsetMs });
    case 'locked': {
      const { enrolled, feed, waiting } = event;
      // When only rows left out remain, it is their turn.
      const leftOut = waiting > state.skip ? { settledSome: false } : fromTheOldest;
      const ready = { ...state, enrolled, feed, ...leftOut };
      return enrolled ? drain(ready, waiting) : enrol(ready);
    }
    case 'enrolled':
      return drain({ ...state, enrolled: true }, event.waiting);
    case 'pushed':
      return afterPush(state, event);
    case 'push-failed':
      return afterPushFailed(state, event);
    case 'parked':
      return drain({ ...state, batchLimit: PUSH_LIMIT }, event.waiting);
    case 'snapshot-began':
      return read({
        ...state,
        feed: state.feed === 'renewal' ? 'renewal' : 'snapshot',
        progress: event.progress,
        again: event.waiting > 0 ? 'urgent' : state.again
      });
    case 'rows-stored':
      return read({ ...state, feed: event.last ? 'cursor' : state.feed, progress: event.progress });
    case 'pulled':
      return afterPulled(state, event.more);
    case 'finished': {
      const { at, overgrown } = event;
      const finished: SyncState = { ...state, phase: 'idle', error: null, failures: 0, lastSyncedAt: at };
      return overgrown && !state.resyncTried ? renew(finished) : rest(finished, POLL_MS);
    }
    case 'failed':
      return afterFailed(state, event.error);
  }
}
