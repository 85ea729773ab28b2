import { expect } from 'vitest';
import { recordMovements } from '../../src/lib/db/commands/record-movements.ts';
import { ID_BYTES } from '../../src/lib/db/commands/stamp-drafts.ts';
import { openDatabase, type DouchetteDatabase } from '../../src/lib/db/database.ts';
import { readSerialViews } from '../../src/lib/db/queries/serial-view.ts';
import { readStockRows } from '../../src/lib/db/queries/stock-rows.ts';
import type { Movement } from '../../src/lib/domain/movement/movement.ts';
import { stockKeysOf } from '../../src/lib/domain/stock/stock-effect.ts';
import { stockToken } from '../../src/lib/domain/stock/stock-token.ts';
import type { SyncLoop } from '../../src/lib/sync/sync-loop.ts';
import type { Transport } from '../../src/lib/sync/transport.ts';
import { memoryIndexedDB, testProduct, type SeededRandom } from '../factories/device.ts';
import { movementFactory } from '../factories/movements.ts';
import { leaveOlderDevice, releasedVersions } from '../factories/older-device.ts';
import { syncOnce, testLoop } from '../factories/sync.ts';
import { createFaultyTransport, type Fault } from './faulty-transport.ts';
import { nextAct } from './simulated-acts.ts';

export interface SimulatedDeviceOptions {
  random: SeededRandom;
  /** A connection to the server as a browser without cookies has it. */
  connect: () => Transport;
  /** The true time, ms. */
  time: () => number;
  onFault: (fault: Fault) => void;
  /** Told of each thing that a person did, for the count. */
  onAct: (name: string) => void;
  /** Does it forget what was acknowledged as soon as the feed has brought it? */
  forgets: boolean;
}

/** So low that segments are renewed now and then. */
const bounds = { least: 3, most: 6 };

/** Envelopes are seen whole or not at all. */
export function expectWholeEnvelopes(movements: readonly Movement[]): void {
  const seen = new Map<string, number>();
  for (const { group } of movements) if (group) seen.set(group.id, (seen.get(group.id) ?? 0) + 1);
  for (const { group } of movements) if (group) expect(seen.get(group.id)).toBe(group.size);
}

/** A phone: its storage outlives its processes, which crash and start again. */
export class SimulatedDevice {
  readonly recorded: Movement[] = [];
  readonly #options: SimulatedDeviceOptions;
  readonly #storage = memoryIndexedDB();
  #db: DouchetteDatabase | null = null;
  #loop: SyncLoop | null = null;
  #crashed = Promise.withResolvers<void>();
  /** How wrong the wall clock is, ms. */
  #clockError = 0;
  #faultRate = 0.35;
  #transport: Transport;
  #hours = 0;
  /** Which process of the device this is. */
  #life = 0;

  constructor(options: SimulatedDeviceOptions) {
    this.#options = options;
    this.#transport = options.connect();
  }

  get forgets(): boolean {
    return this.#options.forgets;
  }

  async db(): Promise<DouchetteDatabase> {
    const { random } = this.#options;
    this.#db ??= await openDatabase('phone', {
      ...this.#storage,
      now: () => this.#now(),
      random: () => random.bytes(10)
    });
    return this.#db;
  }

  #now(): number {
    return this.#options.time() + this.#clockError;
  }

  /** Its storage is as an app of an earlier version left it, before this one first opens it. */
  async beginWithOlderApp(): Promise<void> {
    const { random } = this.#options;
    const make = movementFactory(random.below(2 ** 31), { productId: testProduct.id });
    const version = random.pick(releasedVersions);
    const waiting = 1 + random.below(4);
    const noted = (fields: Partial<Movement> = {}): Movement => {
      const made = make(fields);
      this.recorded.push(made);
      return made;
    };
    const { deviceId, incarnation } = make;
    await leaveOlderDevice({
      ...{ name: 'phone', version, waiting, storage: this.#storage },
      make: Object.assign(noted, { deviceId, incarnation })
    });
  }

  jumpClock(): void {
    this.#clockError = this.#options.random.pick([0, 3_600_000, -3_600_000, 86_400_000, -86_400_000]);
  }

  /** The cookie is gone, as when a person clears cookies alone: the server cannot know who comes. */
  loseToken(): void {
    this.#transport = this.#options.connect();
    this.#loop = null;
  }

  /** A pass in which something happens after some turns of the event loop, wherever it is by then. */
  async syncWhile(happen: () => void): Promise<void> {
    const { random } = this.#options;
    this.#loop ??= await this.#startLoop();
    const pass = this.sync();
    for (let turns = random.below(60); turns > 0; turns -= 1) await new Promise(setImmediate);
    happen();
    await pass;
  }

  syncAndCrash(): Promise<void> {
    return this.syncWhile(() => this.#crash());
  }

  /** @param revoke takes its token from the device of that id, with requests of it under way */
  async syncAndBeRevoked(revoke: (deviceId: string) => void): Promise<void> {
    const identity = await (await this.db()).readMeta('identity');
    await this.syncWhile(() => revoke(identity?.deviceId ?? ''));
  }

  #crash(): void {
    this.#life += 1;
    this.#db?.close();
    this.#db = null;
    this.#loop = null;
    this.#crashed.resolve();
    this.#crashed = Promise.withResolvers();
  }

  async #startLoop(): Promise<SyncLoop> {
    const { random, onFault } = this.#options;
    const life = this.#life;
    const faulty = createFaultyTransport(this.#transport, {
      random,
      rate: this.#faultRate,
      // What is left of a process that has crashed cannot end the next one.
      crash: () => (life === this.#life ? this.#crash() : undefined),
      onFault
    });
    return testLoop({
      db: await this.db(),
      transport: faulty,
      random,
      now: () => this.#now(),
      bounds,
      // The trimmer rests for an hour after each look.
      ...(this.#options.forgets && { keptMs: -100_000_000, monotonic: () => (this.#hours += 3_600_000) })
    });
  }

  /** One pass, which the network may cut and a crash may end. */
  async sync(): Promise<SyncLoop['state'] | null> {
    this.#loop ??= await this.#startLoop();
    const ended = this.#crashed.promise.then(() => null);
    return Promise.race([syncOnce(this.#loop), ended]);
  }

  /** Something that a person does: one movement, or an envelope of them. */
  async act(): Promise<void> {
    const { random, onAct } = this.#options;
    const db = await this.db();
    const { name, drafts, group } = await nextAct({ db, random, recorded: this.recorded });
    const result = await recordMovements(db, {
      drafts,
      group,
      now: this.#now(),
      monotonicMs: this.#options.time(),
      bootId: 'boot',
      // A busy machine is no reason for another run.
      stallTimer: () => ({ cancel: () => undefined }),
      random: random.bytes(ID_BYTES * (drafts.length + 1))
    });
    if (result.ok) {
      this.recorded.push(...result.value);
      onAct(name);
    } else expect(result.error.code).toBe('not-enrolled');
  }

  /** Everything done here is on its screen: serials, stock, and what has no name yet. */
  async checkOwnScans(): Promise<void> {
    const db = await this.db();
    const shown = new Set((await readStockRows(db)).map(({ row }) => stockToken(row)));
    const scanned = new Map<string, { productId: string; serialKey: string }>();
    for (const movement of this.recorded) {
      const { productId, serial } = movement;
      for (const key of stockKeysOf(movement)) expect(shown).toContain(stockToken(key));
      if (productId !== null && serial !== undefined) scanned.set(serial, { productId, serialKey: serial });
    }
    const views = await readSerialViews(db, [...scanned.values()]);
    expect(views).toHaveLength(scanned.size);
    for (const { row } of views) expect(row.movementCount).toBeGreaterThan(0);
  }

  /** What came through the feed has every envelope whole. */
  async checkEnvelopes(): Promise<void> {
    const pulled = await (await this.db()).movements.toArray();
    expectWholeEnvelopes(pulled.map(({ committed }) => committed.movement));
  }

  /** The network is good from now on. */
  heal(): void {
    this.#faultRate = 0;
    this.#db?.close();
    this.#db = null;
    this.#loop = null;
  }
}
