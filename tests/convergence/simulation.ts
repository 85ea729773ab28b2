import { tmpdir } from 'node:os';
import { expect } from 'vitest';
import { createApp } from '../../server/app.ts';
import type { Store } from '../../server/store/store.ts';
import { readQueueSummary } from '../../src/lib/db/queries/queue.ts';
import { projectSerial } from '../../src/lib/domain/serial/serial-row.ts';
import { createHttpTransport } from '../../src/lib/sync/http-transport.ts';
import { browserFetch } from '../factories/browser-fetch.ts';
import { SeededRandom, testId, testProduct, TEST_EPOCH_MS } from '../factories/device.ts';
import type { Fault } from './faulty-transport.ts';
import { SimulatedDevice } from './simulated-device.ts';
import { toStoredRow } from '../../src/lib/db/to-stored.ts';

export interface SimulationOptions {
  seed: number;
  devices: number;
  operations: number;
  openStore: (epoch: string) => Store;
}

export interface SimulationReport {
  movements: number;
  faults: Fault[];
}

async function allMovements(store: Store) {
  const { cursor } = await store.readSnapshot();
  const page = await store.changesSince({ cursor: { epoch: cursor.epoch, seq: 0 }, limit: 100_000 });
  return page?.changes.flatMap((change) => (change.type === 'movement' ? [change.committed] : [])) ?? [];
}

async function checkServer(store: Store, devices: readonly SimulatedDevice[]): Promise<void> {
  const made = devices.flatMap(({ recorded }) => recorded.map(({ id }) => id));
  const stored = await allMovements(store);
  expect(stored.map(({ movement }) => movement.id).sort()).toEqual(made.sort());
  const { rows } = await store.readRows({ after: null, limit: 1000 });
  for (const { version: _version, ...row } of rows) {
    const own = stored.filter(({ movement }) => movement.serial === row.serial);
    const folded = own.map(({ movement, stamp }) => ({ ...movement, correctedAt: stamp.correctedAt }));
    expect(row).toEqual(projectSerial(row, folded).row);
  }
}

async function checkDevice(store: Store, device: SimulatedDevice): Promise<void> {
  const db = await device.db();
  expect(await readQueueSummary(db)).toMatchObject({ waiting: 0, parked: 0 });
  const { rows } = await store.readRows({ after: null, limit: 1000 });
  const bySerial = (a: { serialKey: string }, b: { serialKey: string }) =>
    a.serialKey < b.serialKey ? -1 : 1;
  expect((await db.serials.toArray()).sort(bySerial)).toEqual(rows.map(toStoredRow).sort(bySerial));
}

/**
 * Some phones, one server and a bad network, all from one seed. While it lasts
 * every own scan stays on its phone's screen; once the network is good, all that
 * was scanned is on the server once, and every phone knows what the server knows.
 */
export async function simulate(options: SimulationOptions): Promise<SimulationReport> {
  const { seed, devices: count, operations, openStore } = options;
  const random = new SeededRandom(seed);
  const faults: Fault[] = [];
  let now = TEST_EPOCH_MS;
  const store = openStore(testId(random));
  await store.putCatalogue({ products: [testProduct] });
  const app = createApp({
    store,
    now: () => now,
    randomBytes: (size) => random.bytes(size),
    logger: { info: () => undefined, error: () => undefined },
    version: 'simulated',
    buildFolder: null,
    exportFolder: tmpdir()
  });
  const devices = Array.from({ length: count }, () => {
    const transport = createHttpTransport({ fetch: browserFetch(app), baseUrl: 'http://localhost' });
    const own = new SeededRandom(random.below(2 ** 32));
    return new SimulatedDevice({
      random: own,
      transport,
      time: () => now,
      onFault: (fault) => faults.push(fault)
    });
  });
  for (let step = 0; step < operations; step += 1) {
    now += random.below(60_000);
    const device = random.pick(devices);
    const dice = random.next();
    if (dice < 0.5) await device.scan();
    else if (dice < 0.95) await device.sync();
    else device.jumpClock();
    await device.checkOwnScans();
  }
  // Twice round: the first healed phone cannot yet know what the last one will send.
  for (const device of devices) device.heal();
  for (const device of [...devices, ...devices]) {
    expect(await device.sync()).toMatchObject({ phase: 'idle', error: null });
  }
  await checkServer(store, devices);
  for (const device of devices) await checkDevice(store, device);
  await store.close();
  return { movements: devices.reduce((sum, { recorded }) => sum + recorded.length, 0), faults };
}
