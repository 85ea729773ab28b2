import { PassLock, type Locks, type Timers } from './pass-lock.ts';
import { createSnapshotSteps } from './snapshot-steps.ts';
import {
  countWaiting,
  enrolStep,
  finishStep,
  parkStep,
  pullStep,
  pushStep,
  type StepContext
} from './steps.ts';
import { advance, type SyncEffect, type SyncEvent, type SyncState } from './sync-state.ts';
import { initialSyncState } from './initial-sync-state.ts';
import { createQueueTrimmer } from './trim-queue.ts';

export interface SyncLoopOptions extends Omit<StepContext, 'onOffset'> {
  /** Null where the browser has no Web Locks: stale pages and repeated answers are harmless then. */
  locks: Locks | null;
  timers: Timers;
  /** Between 0 and 1: spreads the retries of many devices. */
  jitter: () => number;
}

/** What a screen shows of the sync. */
export type SyncStatus = Pick<SyncState, 'phase' | 'lastSyncedAt' | 'serverOffsetMs' | 'progress' | 'error'>;

export interface SyncLoop {
  readonly state: SyncState;
  /** Shows what the last run ended with, before the first pass. */
  load(): Promise<void>;
  /** Begins a pass, or has the one under way followed by another. */
  wake(options: { urgent: boolean }): void;
  /** Calls back at once and after each change; returns what ends it. */
  subscribe(listener: (state: SyncState) => void): () => void;
  /** Resolves when no pass is under way. */
  settled(): Promise<SyncState>;
  /** Ends for good; resolves once the step under way has ended. */
  stop(): Promise<void>;
}

/** Drives the machine of `sync-state.ts`: carries out its effects and reports each back as an event. */
export function createSyncLoop(options: SyncLoopOptions): SyncLoop {
  const { db, locks, timers, jitter } = options;
  const context: StepContext = {
    ...options,
    onOffset: (offsetMs) => dispatch({ type: 'clock-measured', offsetMs })
  };
  const snapshot = createSnapshotSteps(context);
  const trimQueue = createQueueTrimmer(context);
  const listeners = new Set<(state: SyncState) => void>();
  const lock = new PassLock(locks, timers);
  let state = initialSyncState;
  let stopped = false;
  let cancelTimer = (): void => undefined;
  let running: Promise<void> = Promise.resolve();

  async function lockStep(): Promise<SyncEvent> {
    await lock.take();
    const [identity, cursor] = await Promise.all([db.readMeta('identity'), db.readFeed('cursor')]);
    return {
      type: 'locked',
      enrolled: (identity?.deviceId ?? null) !== null,
      feed: cursor ? 'cursor' : 'none',
      waiting: await countWaiting(db)
    };
  }

  function stepOf(effect: SyncEffect): (() => Promise<SyncEvent>) | null {
    switch (effect.type) {
      case 'lock':
        return lockStep;
      case 'enrol':
        return () => enrolStep(context);
      case 'push':
        return () => pushStep(context, effect);
      case 'park':
        return () => parkStep(context, effect);
      case 'begin-snapshot':
        return () => snapshot.begin(effect);
      case 'store-rows':
        return snapshot.storeRows;
      case 'pull':
        return () => pullStep(context);
      case 'finish':
        return async () => {
          const finished = await finishStep(context);
          await trimQueue();
          return finished;
        };
      case 'unlock':
      case 'schedule':
        return null;
    }
  }

  async function report(step: () => Promise<SyncEvent>): Promise<void> {
    const event = await step().catch((error: unknown): SyncEvent => ({
      type: 'failed',
      error: { code: 'storage-failed', detail: String(error) }
    }));
    dispatch(event);
  }

  function carryOut(effect: SyncEffect): void {
    if (effect.type === 'unlock') lock.release();
    if (effect.type === 'schedule') {
      cancelTimer();
      const spread = effect.delayMs * (0.5 + jitter());
      cancelTimer = timers.after(spread, () => dispatch({ type: 'wake', urgent: true }));
    }
    const step = stepOf(effect);
    if (step) running = report(step);
  }

  function dispatch(event: SyncEvent): void {
    if (stopped) return;
    const before = state;
    const { state: next, effects } = advance(state, event);
    state = next;
    if (before.step === 'resting' && next.step !== 'resting') cancelTimer();
    for (const effect of effects) carryOut(effect);
    if (next !== before) for (const listener of listeners) listener(next);
  }

  function subscribe(listener: (state: SyncState) => void): () => void {
    listeners.add(listener);
    listener(state);
    return () => listeners.delete(listener);
  }

  return {
    get state() {
      return state;
    },
    async load() {
      const [lastSyncedAt, clock] = await Promise.all([db.readFeed('lastSyncedAt'), db.readMeta('clock')]);
      const offsetMs = clock?.offsetMs ?? 0;
      dispatch({ type: 'remembered', lastSyncedAt: lastSyncedAt ?? null, offsetMs });
    },
    wake: ({ urgent }) => dispatch({ type: 'wake', urgent }),
    subscribe,
    settled: () =>
      new Promise((resolve) => {
        const leave = subscribe((now) => {
          if (now.step !== 'resting' && !stopped) return;
          resolve(now);
          queueMicrotask(() => leave());
        });
      }),
    async stop() {
      stopped = true;
      cancelTimer();
      lock.stopWaiting();
      await running;
      lock.release();
    }
  };
}
