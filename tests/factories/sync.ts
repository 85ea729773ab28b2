import type { Locks, Timers } from '../../src/lib/sync/pass-lock.ts';
import { createSyncLoop, type SyncLoop } from '../../src/lib/sync/sync-loop.ts';
import type { Transport } from '../../src/lib/sync/transport.ts';
import type { DouchetteDatabase } from '../../src/lib/db/database.ts';
import type { OverlayBounds } from '../../src/lib/db/queries/overgrown.ts';
import { recordMovement, type MovementDraft } from '../../src/lib/db/commands/record-movement.ts';
import { FakeServer } from '../../src/lib/sync/fake-server.ts';
import { createFakeTransport } from '../../src/lib/sync/fake-transport.ts';
import {
  draftOf,
  openTestDatabase,
  testId,
  testProduct,
  TEST_EPOCH_MS,
  type SeededRandom,
  type TestDatabase
} from './device.ts';

/** Web Locks for one process: exclusive, first come first served. */
export class FakeLocks implements Locks {
  readonly #tails = new Map<string, Promise<unknown>>();
  /** How many hold a lock now, and the most that ever did at once. */
  held = 0;
  mostHeld = 0;

  async request<Value>(
    name: string,
    { signal }: { signal?: AbortSignal },
    body: () => Promise<Value>
  ): Promise<Value> {
    const before = this.#tails.get(name) ?? Promise.resolve();
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    this.#tails.set(
      name,
      before.then(() => ended)
    );
    await before;
    try {
      signal?.throwIfAborted();
      this.held += 1;
      this.mostHeld = Math.max(this.mostHeld, this.held);
      return await body().finally(() => (this.held -= 1));
    } finally {
      end();
    }
  }
}

/** Timers that go off only when the test says so. */
export class ManualTimers implements Timers {
  readonly #pending = new Set<{ ms: number; call: () => void }>();

  after(ms: number, call: () => void): () => void {
    const timer = { ms, call };
    this.#pending.add(timer);
    return () => this.#pending.delete(timer);
  }

  get delays(): number[] {
    return [...this.#pending].map(({ ms }) => ms);
  }

  /** Lets everything pending go off. */
  fire(): void {
    for (const timer of [...this.#pending]) {
      this.#pending.delete(timer);
      timer.call();
    }
  }
}

export interface TestLoopOptions {
  db: DouchetteDatabase;
  transport: Transport;
  random: SeededRandom;
  locks?: Locks;
  timers?: Timers;
  now?: () => number;
  bounds?: OverlayBounds;
  keptMs?: number;
  monotonic?: () => number;
}

/** A sync loop that never waits for real time. */
export function testLoop(options: TestLoopOptions): SyncLoop {
  const { db, transport, random, locks, timers, bounds, keptMs, now = () => TEST_EPOCH_MS } = options;
  return createSyncLoop({
    db,
    transport,
    clock: { now, monotonic: options.monotonic ?? (() => 0), bootId: 'boot' },
    random: (length) => random.bytes(length),
    locks: locks ?? new FakeLocks(),
    timers: timers ?? new ManualTimers(),
    jitter: () => 0.5,
    deviceName: 'test',
    bounds,
    keptMs
  });
}

/** One whole pass. */
export async function syncOnce(loop: SyncLoop): Promise<SyncLoop['state']> {
  loop.wake({ urgent: true });
  return loop.settled();
}

/** A device, and a server that knows it. */
export interface SyncSetting {
  device: TestDatabase;
  server: FakeServer;
  transport: Transport;
}

export async function setUpSync(): Promise<SyncSetting> {
  const device = await openTestDatabase();
  const server = new FakeServer({ epoch: testId(device.random), now: () => TEST_EPOCH_MS });
  server.addProduct(testProduct);
  server.enrolled.add(device.deviceId);
  return { device, server, transport: createFakeTransport(server, { id: device.deviceId }) };
}

/** Records receipts of SN-0001, SN-0002, … and gives their ids. */
export async function scan(
  device: TestDatabase,
  over: Partial<MovementDraft> = {},
  count = 1
): Promise<string[]> {
  const ids: string[] = [];
  for (let number = 1; number <= count; number += 1) {
    const draft = draftOf({ serial: `SN-${String(number).padStart(4, '0')}`, ...over });
    const result = await recordMovement(device.db, device.input(draft));
    if (!result.ok) throw new Error(result.error.code);
    ids.push(result.value.id);
  }
  return ids;
}

export const loopOf = (setting: SyncSetting, over: Partial<TestLoopOptions> = {}): SyncLoop =>
  testLoop({
    db: setting.device.db,
    transport: setting.transport,
    random: setting.device.random,
    ...over
  });
