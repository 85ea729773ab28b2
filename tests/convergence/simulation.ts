import { tmpdir } from 'node:os';
import { expect } from 'vitest';
import { createApp } from '../../server/app.ts';
import { revocationsInMemory } from '../../server/services/access/revocations.ts';
import type { Store } from '../../server/store/store.ts';
import { readQueueSummary } from '../../src/lib/db/queries/queue.ts';
import { openAnomaliesHere } from '../../src/lib/db/queries/open-anomalies.ts';
import { foldable } from '../../src/lib/domain/movement/movement.ts';
import { projectSerial } from '../../src/lib/domain/serial/serial-row.ts';
import { stockKeysOf } from '../../src/lib/domain/stock/stock-effect.ts';
import { projectStock } from '../../src/lib/domain/stock/stock-row.ts';
import { stockToken } from '../../src/lib/domain/stock/stock-token.ts';
import { createHttpTransport } from '../../src/lib/sync/http-transport.ts';
import { browserFetch } from '../factories/browser-fetch.ts';
import { SeededRandom, testId, testProduct, TEST_EPOCH_MS } from '../factories/device.ts';
import { everyStoredRow } from '../factories/segments.ts';
import type { Fault } from './faulty-transport.ts';
import { RestorableStore } from './restorable-store.ts';
import { expectWholeEnvelopes, SimulatedDevice } from './simulated-device.ts';
import { toStoredRow, toStoredStockRow } from '../../src/lib/db/to-stored.ts';

export interface SimulationOptions {
  seed: number;
  devices: number;
  operations: number;
}

/** What befalls more than one request: how likely at each step. */
const mishaps = {
  'clock-jumped': 0.05,
  'backed-up': 0.03,
  'server-restored': 0.02,
  'token-lost': 0.02,
  'token-revoked': 0.02,
  crashed: 0.05,
  'server-crashed': 0.03
};

type Drawn = keyof typeof mishaps;
export type Mishap = Drawn | 'upgraded';

const drawnNames = Object.keys(mishaps) as Drawn[];
export const mishapNames: readonly Mishap[] = [...drawnNames, 'upgraded'];

/**
 * In one schedule of four phones forget at once what was acknowledged, as they do
 * after 30 days; their server is never put back, since they could not mend that.
 */
const doForget = (seed: number): boolean => seed % 4 === 0;

/** In one of three every phone was left by an older app, with scans that wait. */
const areUpgraded = (seed: number): boolean => seed % 3 === 0;

/** One of them, or null at most steps. */
function nextMishap(random: SeededRandom): Drawn | null {
  let dice = random.next();
  for (const name of drawnNames) {
    dice -= mishaps[name];
    if (dice < 0) return name;
  }
  return null;
}

export interface SimulationReport {
  movements: number;
  faults: Fault[];
  mishaps: Mishap[];
  /** What people did, by name, and of what kinds. */
  acts: string[];
  kinds: string[];
}

async function allMovements(store: Store) {
  const { cursor } = await store.readSnapshot();
  const page = await store.changesSince({ cursor: { epoch: cursor.epoch, seq: 0 }, limit: 100_000 });
  return page?.changes.flatMap((change) => (change.type === 'movement' ? [change.committed] : [])) ?? [];
}

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);

async function checkServer(store: Store, devices: readonly SimulatedDevice[]): Promise<void> {
  const made = devices.flatMap(({ recorded }) => recorded);
  const stored = await allMovements(store);
  // Whole: who made it, where and under which number are what they were at the scan.
  expect(stored.map(({ movement }) => movement).sort(byId)).toEqual(made.sort(byId));
  const facts = stored.map(({ movement, stamp }) => foldable(movement, stamp));
  const { rows } = await store.readRows({ after: null, limit: 1000 });
  for (const { version: _version, ...row } of rows) {
    const own = facts.filter(({ productId, serial }) => productId === row.productId && serial === row.serial);
    expect(row).toEqual(projectSerial(row, own).row);
  }
  const { stock } = await store.readSnapshot();
  for (const { version: _version, ...row } of stock) {
    const own = facts.filter((fact) => stockKeysOf(fact).some((key) => stockToken(key) === stockToken(row)));
    expect(row).toEqual(projectStock(row, own).row);
  }
}

/** The open anomalies that a device's own movements are part of, and those it has told. */
async function checkNotices(device: SimulatedDevice): Promise<void> {
  const db = await device.db();
  // A phone that has forgotten a scan, and begun anew since, does not know it for its own.
  const own = new Set(await db.outbox.toCollection().primaryKeys());
  if (!device.forgets) expect(own).toEqual(new Set(device.recorded.map(({ id }) => id)));
  const open = (await openAnomaliesHere(db)).map(({ anomaly }) => anomaly);
  const concerned = open.filter(
    ({ movementId, againstMovementId }) =>
      own.has(movementId) || (againstMovementId !== null && own.has(againstMovementId))
  );
  const told = await db.notices.where('state').equals('open').toArray();
  const stillOpen = new Set(open.map(({ id }) => id));
  expect(told.map(({ id }) => id)).toEqual(expect.arrayContaining(concerned.map(({ id }) => id)));
  for (const { id } of told) expect(stillOpen).toContain(id);
}

async function checkDevice(store: Store, device: SimulatedDevice): Promise<void> {
  const db = await device.db();
  expect(await readQueueSummary(db)).toMatchObject({ waiting: 0, parked: 0 });
  const { rows } = await store.readRows({ after: null, limit: 1000 });
  const { stock } = await store.readSnapshot();
  const bySerial = (a: { serialKey: string }, b: { serialKey: string }) =>
    a.serialKey < b.serialKey ? -1 : 1;
  const byKey = (a: { key: string }, b: { key: string }) => (a.key < b.key ? -1 : 1);
  expect((await everyStoredRow(db)).sort(bySerial)).toEqual(rows.map(toStoredRow).sort(bySerial));
  expect((await db.stock.toArray()).sort(byKey)).toEqual(stock.map(toStoredStockRow).sort(byKey));
  await checkNotices(device);
}

/** The server, whose process and data may be replaced under its address. */
function createServer(random: SeededRandom, now: () => number) {
  const data = new RestorableStore(testId(random), new SeededRandom(random.below(2 ** 32)));
  // Beside the data: what was taken back is not given again by an old file.
  const revocations = revocationsInMemory();
  const start = () =>
    createApp({
      revocations,
      store: data.present,
      now,
      randomBytes: (size) => random.bytes(size),
      logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
      version: 'simulated',
      buildFolder: null,
      exportFolder: tmpdir()
    });
  let app = start();
  let died = Promise.withResolvers<never>();
  function restart(): void {
    died.reject(new Error('the server is gone'));
    died = Promise.withResolvers();
    died.promise.catch(() => undefined);
    app = start();
  }
  died.promise.catch(() => undefined);
  return {
    data,
    get store(): Store {
      return data.present;
    },
    revoke(deviceId: string): void {
      revocations.revokeDevice(deviceId, now());
    },
    async restore(): Promise<void> {
      await data.restore();
      app = start();
    },
    /** Its process ends, and another begins: nobody hears the answers of the first. */
    crash: restart,
    /** A browser without cookies yet. */
    connect: () =>
      createHttpTransport({
        fetch: browserFetch({
          request: (url, init) => Promise.race([app.request(url, init), died.promise])
        }),
        baseUrl: 'http://localhost',
        timeoutSignal: () => new AbortController().signal
      })
  };
}

/**
 * Some phones, one server and a bad network, all from one seed. While it lasts
 * every own scan stays on its phone's screen and envelopes are seen whole; once the network is good, all that
 * was scanned is on the server once, and every phone knows what the server knows:
 * over restores of the server, tokens lost or revoked, clocks that jump and processes that crash.
 */
export async function simulate(options: SimulationOptions): Promise<SimulationReport> {
  const { seed, devices: count, operations } = options;
  const random = new SeededRandom(seed);
  const report: SimulationReport = { movements: 0, faults: [], mishaps: [], acts: [], kinds: [] };
  const forgets = doForget(seed);
  let now = TEST_EPOCH_MS;
  const server = createServer(random, () => now);
  await server.store.putCatalogue({ products: [testProduct] });
  server.data.backUp();
  const devices = Array.from({ length: count }, () => {
    const own = new SeededRandom(random.below(2 ** 32));
    return new SimulatedDevice({
      random: own,
      connect: server.connect,
      time: () => now,
      onFault: (fault) => report.faults.push(fault),
      onAct: (name) => report.acts.push(name),
      forgets
    });
  });
  if (areUpgraded(seed)) {
    for (const device of devices) {
      await device.beginWithOlderApp();
      report.mishaps.push('upgraded');
    }
  }
  const befall: Record<Drawn, (device: SimulatedDevice) => unknown> = {
    'clock-jumped': (device) => device.jumpClock(),
    'backed-up': () => server.data.backUp(),
    'server-restored': () => server.restore(),
    'token-lost': (device) => device.loseToken(),
    'token-revoked': (device) => device.syncAndBeRevoked((id) => server.revoke(id)),
    crashed: (device) => device.syncAndCrash(),
    'server-crashed': (device) => device.syncWhile(server.crash)
  };
  for (let step = 0; step < operations; step += 1) {
    now += random.below(60_000);
    const device = random.pick(devices);
    const drawn = nextMishap(random);
    const mishap = forgets && drawn === 'server-restored' ? 'backed-up' : drawn;
    if (mishap) {
      report.mishaps.push(mishap);
      await befall[mishap](device);
    } else if (random.next() < 0.55) await device.act();
    else await device.sync();
    await device.checkOwnScans();
    await device.checkEnvelopes();
    expectWholeEnvelopes((await allMovements(server.store)).map(({ movement }) => movement));
  }
  for (const device of devices) device.heal();
  // Three times round: the first healed phone may be the one that brings the new
  // epoch to light, and cannot yet know what the last one will send.
  for (const device of [...devices, ...devices, ...devices]) {
    expect(await device.sync()).toMatchObject({ phase: 'idle', error: null });
  }
  await checkServer(server.store, devices);
  for (const device of devices) await checkDevice(server.store, device);
  const recorded = devices.flatMap((device) => device.recorded);
  return { ...report, movements: recorded.length, kinds: recorded.map(({ kind }) => kind) };
}
