import { expect } from 'vitest';
import { recordMovement, type MovementDraft } from '../../src/lib/db/commands/record-movement.ts';
import { openDatabase, type DouchetteDatabase } from '../../src/lib/db/database.ts';
import { readSerialView } from '../../src/lib/db/queries/serial-view.ts';
import type { Movement } from '../../src/lib/domain/movement/movement.ts';
import type { SyncLoop } from '../../src/lib/sync/sync-loop.ts';
import type { Transport } from '../../src/lib/sync/transport.ts';
import { draftOf, memoryIndexedDB, type SeededRandom } from '../factories/device.ts';
import { syncOnce, testLoop } from '../factories/sync.ts';
import { createFaultyTransport, type Fault } from './faulty-transport.ts';

export interface SimulatedDeviceOptions {
  random: SeededRandom;
  transport: Transport;
  /** The true time, ms. */
  time: () => number;
  onFault: (fault: Fault) => void;
}

const serials = ['S1', 'S2', 'S3', 'S4'];
const kinds = [
  'receipt',
  'shipment',
  'transfer',
  'quarantine',
  'release',
  'customer-return',
  'reversal'
] as const;

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

  constructor(options: SimulatedDeviceOptions) {
    this.#options = options;
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

  jumpClock(): void {
    this.#clockError = this.#options.random.pick([0, 3_600_000, -3_600_000, 86_400_000, -86_400_000]);
  }

  #crash(): void {
    this.#db?.close();
    this.#db = null;
    this.#loop = null;
    this.#crashed.resolve();
    this.#crashed = Promise.withResolvers();
  }

  async #startLoop(): Promise<SyncLoop> {
    const { random, transport, onFault } = this.#options;
    const faulty = createFaultyTransport(transport, {
      random,
      rate: this.#faultRate,
      crash: () => this.#crash(),
      onFault
    });
    return testLoop({ db: await this.db(), transport: faulty, random, now: () => this.#now() });
  }

  /** One pass, which the network may cut and a crash may end. */
  async sync(): Promise<SyncLoop['state'] | null> {
    this.#loop ??= await this.#startLoop();
    const ended = this.#crashed.promise.then(() => null);
    return Promise.race([syncOnce(this.#loop), ended]);
  }

  async scan(): Promise<void> {
    const { random } = this.#options;
    const db = await this.db();
    const kind = random.pick(kinds);
    const draft = draftOf({
      kind,
      serial: random.pick(serials),
      toLocationId: random.pick(['a-01', 'a-02'])
    });
    const result = await recordMovement(db, {
      draft: kind === 'reversal' ? this.#reversal(draft) : draft,
      now: this.#now(),
      monotonicMs: this.#options.time(),
      bootId: 'boot',
      random: random.bytes(10)
    });
    if (result.ok) this.recorded.push(result.value);
    else expect(result.error.code).toBe('not-enrolled');
  }

  /** Takes back an own movement, or ships when there is none yet. */
  #reversal(draft: MovementDraft): MovementDraft {
    if (this.recorded.length === 0) return { ...draft, kind: 'shipment' };
    const { id, serial } = this.#options.random.pick(this.recorded);
    return { ...draft, kind: 'reversal', reverses: id, serial };
  }

  /** Every own scan is on its screen. */
  async checkOwnScans(): Promise<void> {
    const db = await this.db();
    for (const { productId, serial } of this.recorded) {
      const view = await readSerialView(db, { productId: productId ?? '', serialKey: serial ?? '' });
      expect(view?.row.movementCount).toBeGreaterThan(0);
    }
  }

  /** The network is good from now on. */
  heal(): void {
    this.#faultRate = 0;
    this.#db?.close();
    this.#db = null;
    this.#loop = null;
  }
}
