import { expect, test } from 'vitest';
import { readQueueSummary } from '../../src/lib/db/queries/queue.ts';
import type { Locks } from '../../src/lib/sync/pass-lock.ts';
import type { Transport } from '../../src/lib/sync/transport.ts';
import { SeededRandom } from '../factories/device.ts';
import { FakeLocks, scan, setUpSync, syncOnce, testLoop } from '../factories/sync.ts';

/** Fault f13: page, service worker and a second tab begin to sync at the same moment. */
const RUNS = Number(process.env.CONCURRENT_RUNS ?? 50);
const SEED = Number(process.env.CONCURRENT_SEED ?? 13);
const SERIALS = 3;
const SCANS_EACH = 4;

/** As where the browser has no Web Locks. */
const noLocks: Locks = { request: (_name, _options, held) => held() };

/** Every exchange takes as long as it likes, before and after the server has it. */
class Unhurried {
  readonly #inner: Transport;
  readonly #random: SeededRandom;
  /** Movements sent, repeats too. */
  sent = 0;

  constructor(inner: Transport, random: SeededRandom) {
    this.#inner = inner;
    this.#random = random;
  }

  async #slowly<Value>(call: () => Promise<Value>): Promise<Value> {
    for (let turns = this.#random.below(8); turns > 0; turns -= 1) await new Promise(setImmediate);
    const answer = await call();
    for (let turns = this.#random.below(8); turns > 0; turns -= 1) await new Promise(setImmediate);
    return answer;
  }

  get transport(): Transport {
    const inner = this.#inner;
    return {
      ...inner,
      push: (request) => {
        this.sent += request.movements.length;
        return this.#slowly(() => inner.push(request));
      },
      pull: (request) => this.#slowly(() => inner.pull(request)),
      segment: (hash) => this.#slowly(() => inner.segment(hash))
    };
  }
}

test.each([
  { how: 'with Web Locks', makeLocks: () => new FakeLocks(), isOneAtATime: true },
  { how: 'without Web Locks', makeLocks: () => noLocks, isOneAtATime: false }
])(
  `page, worker and a second tab that sync at once, ${RUNS} times, $how: one effect each`,
  { timeout: 60_000 + RUNS * 1000 },
  async ({ makeLocks, isOneAtATime }) => {
    for (let seed = SEED; seed < SEED + RUNS; seed += 1) {
      const random = new SeededRandom(seed);
      const setting = await setUpSync();
      const { device, server } = setting;
      const made: string[] = [];
      for (let round = 0; round < SCANS_EACH; round += 1) made.push(...(await scan(device, {}, SERIALS)));
      const locks = makeLocks();
      const network = new Unhurried(setting.transport, random);
      const tabs = [device.db, await device.reopen(), await device.reopen()];
      const loops = tabs.map((db) => testLoop({ db, transport: network.transport, random, locks }));
      await Promise.all(loops.map(syncOnce));
      // Without locks one may take away the ground from under another's first sync: it comes again.
      for (const loop of loops) {
        expect(await syncOnce(loop), `seed ${seed}`).toMatchObject({ phase: 'idle', error: null });
      }
      expect([...server.movementIds].sort(), `seed ${seed}`).toEqual([...made].sort());
      expect(await readQueueSummary(device.db)).toMatchObject({ waiting: 0, parked: 0 });
      if (isOneAtATime) {
        expect(server.movementIds, `seed ${seed}`).toEqual(made);
        expect(network.sent, `seed ${seed}`).toBe(made.length);
      }
      for (const { movementCount, state } of server.rows) {
        expect(movementCount).toBe(SCANS_EACH);
        expect(made.slice(-SERIALS), `seed ${seed}`).toContain(state.lastMovementId);
      }
      for (const db of tabs) db.close();
    }
  }
);
