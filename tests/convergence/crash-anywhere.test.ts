import { expect, test } from 'vitest';
import type { DouchetteDatabase } from '../../src/lib/db/database.ts';
import { openDatabase } from '../../src/lib/db/database.ts';
import { recordMovements } from '../../src/lib/db/commands/record-movements.ts';
import { ID_BYTES } from '../../src/lib/db/commands/stamp-drafts.ts';
import { readQueueSummary } from '../../src/lib/db/queries/queue.ts';
import { FakeServer } from '../../src/lib/sync/fake-server.ts';
import { createFakeTransport } from '../../src/lib/sync/fake-transport.ts';
import type { Transport } from '../../src/lib/sync/transport.ts';
import { failed } from '../../src/lib/db/result.ts';
import {
  draftOf,
  memoryIndexedDB,
  SeededRandom,
  testId,
  testProduct,
  TEST_EPOCH_MS
} from '../factories/device.ts';
import { movementFactory } from '../factories/movements.ts';
import { CrashPoint } from '../factories/statement-crash.ts';
import { syncOnce, testLoop } from '../factories/sync.ts';

/**
 * Faults f12 and f24: a process, page or service worker, that ends at any statement of
 * its database and on either side of any exchange. A row leaves the queue only when an
 * answer names it, and the next process always goes on to the end.
 */
const SEED = 24;

class Life {
  readonly random = new SeededRandom(SEED);
  readonly server = new FakeServer({ epoch: testId(this.random), now: () => TEST_EPOCH_MS });
  readonly #device = { id: testId(this.random) };
  readonly #storage = memoryIndexedDB();
  /** What beeped, by id. */
  readonly beeped: string[] = [];

  constructor() {
    this.server.addProduct(testProduct);
    // Somebody else has been there: there is something to pull.
    const make = movementFactory(7, { productId: testProduct.id });
    const by = { carrierDeviceId: make.deviceId, madeBy: make.deviceId };
    this.server.push(by, [make({ serial: 'SN-0001' }), make()]);
  }

  open(): Promise<DouchetteDatabase> {
    return openDatabase('phone', {
      ...this.#storage,
      now: () => TEST_EPOCH_MS,
      random: () => this.random.bytes(10)
    });
  }

  /** Every exchange can end the process before it is sent and after it was committed. */
  #transport(crash: CrashPoint | null): Transport {
    const real = createFakeTransport(this.server, this.#device);
    if (!crash) return real;
    const around =
      <Given, Value>(call: (given: Given) => Promise<Value>) =>
      async (given: Given) => {
        try {
          crash.pass();
          const answer = await call(given);
          crash.pass();
          return answer;
        } catch {
          return failed({ code: 'unreachable' as const });
        }
      };
    return {
      ...real,
      enrol: around(real.enrol),
      push: around(real.push),
      pull: around(real.pull),
      segmentManifest: around(real.segmentManifest),
      segment: around(real.segment)
    } as Transport;
  }

  sync(db: DouchetteDatabase, crash: CrashPoint | null = null) {
    return syncOnce(testLoop({ db, transport: this.#transport(crash), random: this.random }));
  }

  async scan(db: DouchetteDatabase, serials: readonly string[], group = false): Promise<void> {
    const recorded = await recordMovements(db, {
      drafts: serials.map((serial) => draftOf({ serial })),
      group,
      now: TEST_EPOCH_MS,
      monotonicMs: 1,
      bootId: 'boot',
      random: this.random.bytes(ID_BYTES * (serials.length + 1))
    });
    if (recorded.ok) this.beeped.push(...recorded.value.map(({ id }) => id));
  }

  /** First visit, scans, envelopes, what spoils a batch, and further passes. */
  async live(crash: CrashPoint): Promise<void> {
    const db = await this.open().catch(() => null);
    if (!db) return;
    await this.sync(db, crash);
    await this.scan(db, ['SN-0001']);
    await this.scan(db, ['SN-0002', 'SN-0003', 'SN-0004'], true);
    await this.sync(db, crash);
    await this.scan(db, ['SN-0001']);
    await this.sync(db, crash);
    await this.scan(db, ['SN-0005', 'SN-0006']);
    await this.sync(db, crash);
    await this.scan(db, ['SN-0007', 'SN-0008'], true);
    await this.sync(db, crash);
    db.close();
  }
}

async function expectWhole(life: Life, db: DouchetteDatabase, at: string): Promise<void> {
  const rows = await db.outbox.toArray();
  const own = rows.map(({ id }) => id);
  expect(own, at).toEqual(expect.arrayContaining(life.beeped));
  expect(life.server.movementIds, at).toEqual(expect.arrayContaining(own));
  expect(life.server.movementIds.length, at).toBe(new Set(life.server.movementIds).size);
  const numbers = rows.map(({ movement: { origin } }) => `${origin.incarnation} ${origin.sequence}`);
  expect(new Set(numbers).size, at).toBe(rows.length);
}

test('a process that ends at any statement or exchange of its life loses nothing, and the next one goes on to the end', async () => {
  let points = 0;
  for (let after = 0, isOver = true; isOver; after += 1) {
    const life = new Life();
    const crash = new CrashPoint(after);
    await life.live(crash);
    isOver = crash.isOver;
    crash.end();
    points = after;
    const db = await life.open();
    // What the queue let go, the server has.
    const gone = await db.outbox.filter(({ state }) => state !== 'waiting').primaryKeys();
    expect(life.server.movementIds, `after ${after}`).toEqual(expect.arrayContaining(gone));
    expect(await life.sync(db), `after ${after}`).toMatchObject({ phase: 'idle', error: null });
    expect(await readQueueSummary(db)).toMatchObject({ waiting: 0, parked: 0 });
    await life.scan(db, ['SN-0009']);
    await life.sync(db);
    await expectWhole(life, db, `after ${after}`);
    db.close();
  }
  console.log(`ended at each of ${points} points`);
  // The fault asks for 200.
  expect(points).toBeGreaterThanOrEqual(200);
});
