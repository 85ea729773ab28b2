import type { DouchetteDatabase } from '../db/database.ts';
import { initialSyncState } from './initial-sync-state.ts';
import type { SyncLoop } from './sync-loop.ts';
import type { SyncState } from './sync-state.ts';

/**
 * The sync loop of a device whose first screen must not wait for its code: it
 * tells what the last run ended with, keeps whoever listens and wakes it, and hands
 * all of them on once the loop is there. Where its code cannot be had the device
 * is offline; each wake tries again.
 */
export class LateLoop implements SyncLoop {
  readonly #db: DouchetteDatabase;
  readonly #make: () => Promise<SyncLoop>;
  readonly #listeners = new Set<(state: SyncState) => void>();
  #state: SyncState = initialSyncState;
  #loop: SyncLoop | null = null;
  #coming: Promise<void> | null = null;
  #isUrgent = false;
  #isStopped = false;

  /** @param input.make resolves with a loop of the same database; it may reject */
  constructor(input: { db: DouchetteDatabase; make: () => Promise<SyncLoop> }) {
    this.#db = input.db;
    this.#make = input.make;
  }

  get state(): SyncState {
    return this.#loop?.state ?? this.#state;
  }

  async load(): Promise<void> {
    const [lastSyncedAt = null, clock] = await Promise.all([
      this.#db.readFeed('lastSyncedAt'),
      this.#db.readMeta('clock')
    ]);
    this.#show({ ...this.#state, lastSyncedAt, serverOffsetMs: clock?.offsetMs ?? 0 });
  }

  wake({ urgent }: { urgent: boolean }): void {
    if (this.#loop) {
      this.#loop.wake({ urgent });
      return;
    }
    this.#isUrgent ||= urgent;
    this.#coming ??= this.#fetch();
  }

  subscribe(listener: (state: SyncState) => void): () => void {
    this.#listeners.add(listener);
    listener(this.state);
    return () => this.#listeners.delete(listener);
  }

  async settled(): Promise<SyncState> {
    await this.#coming;
    return this.#loop && !this.#isStopped ? this.#loop.settled() : this.state;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#loop?.stop();
  }

  async #fetch(): Promise<void> {
    try {
      const loop = await this.#make();
      if (!this.#isStopped) await loop.load();
      if (this.#isStopped) return await loop.stop();
      this.#loop = loop;
      loop.subscribe((state) => this.#show(state));
      loop.wake({ urgent: this.#isUrgent });
    } catch (error) {
      this.#show({ ...this.#state, phase: 'offline', error: { code: 'unreachable', detail: String(error) } });
    } finally {
      this.#coming = null;
    }
  }

  #show(state: SyncState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }
}
