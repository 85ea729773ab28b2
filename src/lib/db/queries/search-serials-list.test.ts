import { Dexie, liveQuery } from 'dexie';
import { IDBFactory } from 'fake-indexeddb';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import {
  draftOf,
  openTestDatabase,
  testId,
  TEST_EPOCH_MS,
  type TestDatabase
} from '../../../../tests/factories/device.ts';
import {
  searchableRowsArbitrary,
  searchCatalogue,
  serialQueryArbitrary
} from '../../../../tests/factories/search-arbitrary.ts';
import { everyStoredRow, setOf, takeOverSet } from '../../../../tests/factories/segments.ts';
import { defaultSettings } from '../../domain/catalogue/catalogue.ts';
import { uuidV7 } from '../../domain/id.ts';
import { physicalKinds } from '../../domain/movement/kind.ts';
import type { Movement } from '../../domain/movement/movement.ts';
import { selectSerials } from '../../domain/serial/serial-matcher.ts';
import { everySerial, type SerialQuery } from '../../domain/serial/serial-query.ts';
import { emptySerialRow } from '../../domain/serial/serial-row.ts';
import { FakeServer } from '../../sync/fake-server.ts';
import { acknowledge } from '../commands/acknowledge.ts';
import { applyChanges } from '../commands/apply-changes.ts';
import { parkMovement } from '../commands/park-movement.ts';
import { recordMovement } from '../commands/record-movement.ts';
import { retryParked } from '../commands/retry-parked.ts';
import type { DouchetteDatabase } from '../database.ts';
import { listNearSerials, listSerials } from './search-serials-list.ts';
import { readSerialViews } from './serial-view.ts';

const named = ({ productId, serialKey }: { productId: string; serialKey: string }): string =>
  `${productId}/${serialKey}`;

/** Everything known of a device, read whole. */
async function everyRow(db: DouchetteDatabase) {
  const held = await everyStoredRow(db);
  const own = await db.outbox.toArray();
  const keys = new Map(
    [...held, ...own].flatMap(({ productId, serialKey }) =>
      productId === undefined || serialKey === undefined
        ? []
        : [[`${productId}/${serialKey}`, { productId, serialKey }]]
    )
  );
  return (await readSerialViews(db, [...keys.values()])).map(({ row }) => row);
}

async function expectAsDefined(db: DouchetteDatabase, query: SerialQuery): Promise<void> {
  const [products, locations, sites] = [db.products, db.locations, db.sites];
  const catalogue = {
    products: await products.toArray(),
    locations: await locations.toArray(),
    sites: await sites.toArray()
  };
  const defined = selectSerials(await everyRow(db), query, catalogue);
  const listing = await listSerials(db, query);
  expect(listing.identities(0, listing.total).map(named)).toEqual(defined.rows.map(named));
  expect(listing.total).toBe(defined.rows.length);
  expect(listing.counts).toEqual(defined.counts);
}

async function openWithCatalogue(): Promise<TestDatabase> {
  const device = await openTestDatabase();
  const { db } = device;
  await db.products.clear();
  await db.products.bulkPut(searchCatalogue.products);
  await db.locations.bulkPut(searchCatalogue.locations);
  await db.sites.bulkPut(searchCatalogue.sites);
  return device;
}

test('any query over any rows lists what the definition finds, in its order', async () => {
  await fc.assert(
    fc.asyncProperty(searchableRowsArbitrary, serialQueryArbitrary, async (rows, query) => {
      const { db } = await openWithCatalogue();
      await db.serials.bulkPut(
        rows.map((row, at) => ({
          ...emptySerialRow({ ...row, serial: row.serialKey }),
          ...row,
          version: at + 1
        }))
      );
      await expectAsDefined(db, query);
    }),
    { numRuns: 60 }
  );
});

/** A device beside a server, and what may happen between them. */
class Scene {
  device: TestDatabase;
  readonly server: FakeServer;
  #made = 0;

  constructor(device: TestDatabase) {
    this.device = device;
    this.server = new FakeServer({ epoch: testId(device.random), now: () => TEST_EPOCH_MS });
    for (const product of searchCatalogue.products) this.server.addProduct(product);
  }

  readonly steps: Record<string, (n: number) => Promise<unknown>> = {
    scan: (n) =>
      recordMovement(this.device.db, this.device.input(this.#draft(n), TEST_EPOCH_MS + this.#tick())),
    elsewhere: async (n) => this.server.commit(this.#other.deviceId, this.#elsewhere(n)),
    send: () => this.#send(),
    pull: (n) => this.#pull(1 + (n % 5)),
    park: () => this.#parkFirst(),
    retry: () => retryParked(this.device.db),
    restart: async () => (this.device = { ...this.device, db: await this.device.reopen() }),
    snapshot: (n) => this.#takeOver(1 + (n % 4), false),
    renewal: (n) => this.#takeOver(1 + (n % 4), true)
  };

  #tick = (): number => (this.#made += 1);
  readonly #other = { deviceId: '018f0000-0000-7000-8000-0000000000aa' };

  #draft(n: number) {
    const kind = physicalKinds[n % physicalKinds.length] ?? 'receipt';
    const productId = ['product-1', 'product-1', 'product-2', 'product-9'][n % 4] ?? null;
    return draftOf({ kind, productId, serial: `Sn-${n % 5}`, toLocationId: n % 2 ? 'aisle' : 'yard' });
  }

  #elsewhere(n: number): Movement {
    const number = this.#tick();
    return {
      ...this.#draft(n),
      id: uuidV7({ now: TEST_EPOCH_MS, random: this.device.random.bytes(10) }),
      recordedAt: TEST_EPOCH_MS + number,
      clock: { wallMs: TEST_EPOCH_MS, monotonicMs: 0, bootId: 'b' },
      origin: { ...this.#other, incarnation: this.#other.deviceId, sequence: number }
    };
  }

  async #send(): Promise<void> {
    const { db, deviceId } = this.device;
    const waiting = await db.outbox.filter(({ state }) => state === 'waiting').toArray();
    const sentIds = waiting.map(({ id }) => id);
    const answers = waiting.map(({ movement }) => this.server.commit(deviceId, movement));
    await acknowledge(db, { at: { epoch: this.server.epoch, seq: 0 }, sentIds, answers, now: TEST_EPOCH_MS });
  }

  async #pull(limit: number): Promise<void> {
    const { db } = this.device;
    const from = await db.readFeed('cursor');
    const page = from && this.server.changesSince(from, limit);
    if (from && page) await applyChanges(db, { from, ...page });
  }

  async #parkFirst(): Promise<void> {
    const { db } = this.device;
    const first = await db.outbox.filter(({ state }) => state === 'waiting').first();
    const refusal = { code: 'unknown-location' as const };
    if (first) await parkMovement(db, { id: first.id, refusal, now: TEST_EPOCH_MS });
  }

  async #takeOver(size: number, renews: boolean): Promise<unknown> {
    const { manifest, received } = await setOf(this.server, size);
    const catalogue = { ...searchCatalogue, settings: defaultSettings };
    return takeOverSet(this.device.db, { manifest: { ...manifest, catalogue, stock: [] }, received }, renews);
  }
}

test('the list follows whatever happens on the device and between it and the server', async () => {
  const often = ['scan', 'elsewhere', 'elsewhere', 'send', 'pull', 'renewal'];
  const seldom = ['park', 'retry', 'snapshot', 'restart'];
  const name = fc.constantFrom(...often, ...often, ...seldom);
  const step = fc.record({ name, n: fc.nat(300) });
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 15, maxLength: 45, size: 'max' }),
      serialQueryArbitrary,
      async (steps, query) => {
        const scene = new Scene(await openWithCatalogue());
        await scene.device.db.writeFeed('cursor', { epoch: scene.server.epoch, seq: scene.server.seq });
        for (const { name, n } of steps) {
          await scene.steps[name]?.(n);
          await expectAsDefined(scene.device.db, everySerial);
        }
        await expectAsDefined(scene.device.db, query);
      }
    ),
    { numRuns: 100 }
  );
});

test.each([
  {
    what: 'a movement that comes after the row it led to',
    story: [
      ['scan', 9],
      ['send', 0],
      ['scan', 89],
      ['renewal', 0],
      ['pull', 0]
    ]
  },
  {
    what: 'a new set of segments that takes the history away',
    story: [
      ['scan', 0],
      ['scan', 0],
      ['scan', 26],
      ['scan', 1],
      ['scan', 26],
      ['send', 0],
      ['scan', 1],
      ['scan', 0],
      ['scan', 260],
      ['renewal', 22],
      ['pull', 6],
      ['scan', 125],
      ['snapshot', 170]
    ]
  }
] as const)('$what shows in the list, where own movements wait', async ({ story }) => {
  const scene = new Scene(await openWithCatalogue());
  await scene.device.db.writeFeed('cursor', { epoch: scene.server.epoch, seq: scene.server.seq });
  for (const [name, n] of story) {
    await scene.steps[name]?.(n);
    await expectAsDefined(scene.device.db, everySerial);
  }
});

test('only the rows in sight are read, and a listing stands still while the database changes', async () => {
  const device = await openWithCatalogue();
  for (const serial of ['A', 'B', 'C', 'D']) {
    await recordMovement(device.db, device.input(draftOf({ serial, productId: 'product-1' })));
  }
  const listing = await listSerials(device.db, everySerial);
  await recordMovement(device.db, device.input(draftOf({ serial: 'AA', productId: 'product-1' })));
  expect((await listing.rows(1, 3)).map(({ row }) => row.serial)).toEqual(['B', 'C']);
  expect(listing.identities(3, 9).map(({ serialKey }) => serialKey)).toEqual(['D']);
  expect((await listSerials(device.db, everySerial)).total).toBe(5);
});

test('a serial that was misread is proposed, also when it only waits in the queue', async () => {
  const device = await openWithCatalogue();
  await recordMovement(device.db, device.input(draftOf({ serial: 'SN-10', productId: 'product-1' })));
  const near = await listNearSerials(device.db, { text: 'SN-1O', productId: null, limit: 3 });
  expect(near.map(({ row, standing }) => [row.serial, standing])).toEqual([['SN-10', 'provisional']]);
});

test('a live query lists again when a scan is recorded, and when the feed brings a change', async () => {
  // Dexie runs no live query where the world has no IndexedDB of its own.
  const { indexedDB } = Dexie.dependencies;
  Dexie.dependencies.indexedDB = new IDBFactory();
  onTestFinished(() => {
    Dexie.dependencies.indexedDB = indexedDB;
  });
  const scene = new Scene(await openWithCatalogue());
  const { db } = scene.device;
  await db.writeFeed('cursor', { epoch: scene.server.epoch, seq: scene.server.seq });
  const seen: number[] = [];
  let wake: () => void = () => undefined;
  const subscription = liveQuery(() => listSerials(db, everySerial)).subscribe(({ total }) => {
    seen.push(total);
    wake();
  });
  const until = (total: number): Promise<void> =>
    new Promise((resolve) => {
      wake = () => (seen.at(-1) === total ? resolve() : undefined);
      wake();
    });
  await until(0);
  await scene.steps.scan?.(0);
  await until(1);
  await scene.steps.elsewhere?.(1);
  await scene.steps.pull?.(4);
  await until(2);
  subscription.unsubscribe();
  expect(seen.at(-1)).toBe(2);
});
