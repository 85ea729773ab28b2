import type { RecordManyInput } from '../db/commands/record-movements.ts';
import { ID_BYTES, type RecordedAt } from '../db/commands/stamp-drafts.ts';
import { openDatabase, type DouchetteDatabase } from '../db/database.ts';
import { unguarded, type QueueGuard } from '../db/safety/queue-guard.ts';
import { done, failed, type DeviceErrorCode, type Result } from '../db/result.ts';
import type { MovementDraft } from '../domain/movement/draft.ts';
import type { Movement } from '../domain/movement/movement.ts';
import {
  platformClock,
  platformLocks,
  platformName,
  platformRandom,
  platformTimers
} from './browser-device.ts';
import { lateApi } from './late-api.ts';
import { LateLoop } from './late-loop.ts';
import { paceWakes } from './pace-wakes.ts';
import type { DeviceClock } from './steps.ts';
import type { Locks, Timers } from './pass-lock.ts';
import type { SyncLoop, SyncStatus } from './sync-loop.ts';
import type { SyncState } from './sync-state.ts';
import type { Transport } from './transport.ts';

/** The sync as a screen sees it: a store in the sense of Svelte, and a way to hurry it. */
export interface SyncHandle {
  readonly state: SyncStatus;
  /** Syncs now, cutting a back-off short. */
  nudge(): void;
  /** Calls back at once and after each change; returns what ends it. */
  subscribe(listener: (state: SyncStatus) => void): () => void;
  /** Resolves when no pass is under way. */
  settled(): Promise<SyncStatus>;
}

/** What the screen must say beyond the scan that failed. */
export type StorageTrouble = Extract<DeviceErrorCode, 'storage-lost' | 'storage-full'>;

/** The work session that something is recorded in. */
interface WorkOption {
  workId?: string | undefined;
}

/** Everything an app needs of the device it runs on. */
export interface Device {
  db: DouchetteDatabase;
  transport: Transport;
  sync: SyncHandle;
  clock: DeviceClock;
  /** The second copy of the queue. */
  guard: QueueGuard;
  /** Stores a movement durably, as `recordMovement` does, and has it sent when there is a network. */
  record(draft: MovementDraft, options?: WorkOption): Promise<Result<Movement>>;
  /**
   * Stores several movements at once, all or none, as `recordMovements` does.
   *
   * @param options.group in one envelope, which the server accepts or holds whole
   */
  recordAll(
    drafts: readonly MovementDraft[],
    options: { group: boolean } & WorkOption
  ): Promise<Result<Movement[]>>;
  /** Calls back when a scan could not be stored for want of a storage, or of space in it; returns what ends it. */
  onStorageTrouble(callback: (code: StorageTrouble) => void): () => void;
  /** Ends the sync and closes the database. */
  stop(): Promise<void>;
}

/** All optional: what is left out is the browser's own. */
export interface DeviceOptions {
  db?: DouchetteDatabase;
  /** Left out, there is no second copy. */
  guard?: QueueGuard;
  transport?: Transport;
  clock?: DeviceClock;
  random?: (length: number) => Uint8Array;
  locks?: Locks | null;
  timers?: Timers;
  jitter?: () => number;
  /** What the server shall call this device. */
  deviceName?: string;
  /** What the exchange with the server is loaded after: the first screen goes first. */
  after?: Promise<void>;
}

const statusOf = ({ phase, lastSyncedAt, serverOffsetMs, progress, error }: SyncState): SyncStatus => ({
  phase,
  lastSyncedAt,
  serverOffsetMs,
  progress,
  error
});

const importRecorder = () => import('../db/commands/record-movement.ts');
type Recorder = Awaited<ReturnType<typeof importRecorder>>;
let recorderKept: Promise<Recorder> | null = null;

/** What stores a scan, with the schema that it must pass. Kept: each import looks through the page for what it needs. */
function loadRecorder(): Promise<Recorder> {
  recorderKept ??= importRecorder().catch((fault: unknown) => {
    recorderKept = null;
    throw fault;
  });
  return recorderKept;
}

/** Requests of this page. */
const pageTransport = (): Transport =>
  lateApi<Transport>(
    {
      enrol: true,
      status: true,
      push: true,
      pull: true,
      segmentManifest: true,
      segment: true,
      readSerial: true,
      searchSerials: true,
      nearSerials: true,
      unidentified: true,
      fillDemo: true,
      startEmpty: true
    },
    async () => {
      const { createHttpTransport } = await import('./exchange.ts');
      return createHttpTransport({ fetch: (url, init) => fetch(url, init) });
    }
  );

/** What a pass had acknowledged, by whichever tab or worker, leaves the second copy. */
function levelAfterPasses(loop: SyncLoop, guard: QueueGuard): () => void {
  let last = loop.state.lastSyncedAt;
  return loop.subscribe(({ lastSyncedAt }) => {
    if (lastSyncedAt === last) return;
    last = lastSyncedAt;
    void guard.level();
  });
}

/**
 * Starts this device: opens its database and begins to sync. It works at once
 * without a network once it has been enrolled; before that, `sync.state.phase` is
 * `needs-enrolment` until a server has answered.
 *
 * Rejects only when there is no database to be had (see `openDatabase`).
 */
export async function startDevice(options: DeviceOptions = {}): Promise<Device> {
  const {
    db = await openDatabase(),
    guard = unguarded,
    transport = pageTransport(),
    clock = platformClock(),
    random = platformRandom,
    locks = platformLocks(),
    timers = platformTimers,
    jitter = Math.random,
    deviceName = platformName(),
    after = Promise.resolve()
  } = options;
  async function makeLoop(): Promise<SyncLoop> {
    await after;
    // A scan must find what stores it loaded, though the network may be gone by then.
    const [{ createPageLoop }] = await Promise.all([import('./exchange.ts'), loadRecorder()]);
    return createPageLoop({ db, transport, clock, random, locks, timers, jitter, deviceName });
  }
  const loop = new LateLoop({ db, make: makeLoop });
  await loop.load();
  const sync: SyncHandle = {
    get state() {
      return statusOf(loop.state);
    },
    nudge: () => loop.wake({ urgent: true }),
    subscribe: (listener) => loop.subscribe((state) => listener(statusOf(state))),
    settled: async () => statusOf(await loop.settled())
  };
  sync.nudge();

  const pace = paceWakes({ wake: () => loop.wake({ urgent: false }), timers });
  const stopLevelling = levelAfterPasses(loop, guard);
  const recordedAt = (): RecordedAt & Pick<RecordManyInput, 'afterCommit'> => ({
    now: clock.now(),
    monotonicMs: clock.monotonic(),
    bootId: clock.bootId,
    afterCommit: (rows) => guard.recorded(rows)
  });

  const troubled = new Set<(code: StorageTrouble) => void>();

  function tell(code: DeviceErrorCode): void {
    if (code !== 'storage-lost' && code !== 'storage-full') return;
    for (const callback of troubled) callback(code);
  }

  function sendSoon<Value>(recorded: Result<Value>): Result<Value> {
    if (recorded.ok) pace.ask();
    else tell(recorded.error.code);
    return recorded;
  }

  /** Whatever cannot be loaded stores nothing, and says so. */
  async function recorder(): Promise<Result<Recorder>> {
    try {
      return done(await loadRecorder());
    } catch (error) {
      return failed({ code: 'storage-failed', detail: String(error) });
    }
  }

  return {
    db,
    transport,
    sync,
    clock,
    guard,
    async record(draft, { workId } = {}) {
      const at = recordedAt();
      const ready = await recorder();
      if (!ready.ok) return ready;
      const { recordMovement } = ready.value;
      return sendSoon(await recordMovement(db, { draft, workId, ...at, random: random(ID_BYTES) }));
    },
    async recordAll(drafts, { group, workId }) {
      const at = recordedAt();
      const ready = await recorder();
      if (!ready.ok) return ready;
      const { recordMovements } = ready.value;
      const bytes = random(ID_BYTES * (drafts.length + 1));
      return sendSoon(await recordMovements(db, { drafts, group, workId, ...at, random: bytes }));
    },
    onStorageTrouble(callback) {
      troubled.add(callback);
      return () => troubled.delete(callback);
    },
    async stop() {
      stopLevelling();
      pace.stop();
      await loop.stop();
      await guard.close();
      db.close();
    }
  };
}
