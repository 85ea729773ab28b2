import { expect, test } from 'vitest';
import { recordMovement } from '../../src/lib/db/commands/record-movement.ts';
import { ID_BYTES } from '../../src/lib/db/commands/stamp-drafts.ts';
import { openDatabase, type DouchetteDatabase } from '../../src/lib/db/database.ts';
import { readQueueSummary } from '../../src/lib/db/queries/queue.ts';
import { failed } from '../../src/lib/db/result.ts';
import { FakeServer } from '../../src/lib/sync/fake-server.ts';
import { createFakeTransport } from '../../src/lib/sync/fake-transport.ts';
import {
  draftOf,
  memoryIndexedDB,
  SeededRandom,
  testId,
  testProduct,
  TEST_EPOCH_MS
} from '../factories/device.ts';
import { movementFactory } from '../factories/movements.ts';
import { leaveOlderDevice, olderDatabase, releasedVersions } from '../factories/older-device.ts';
import { syncOnce, testLoop } from '../factories/sync.ts';

/** Faults f08, f09 and f10: what waits outlives every change of the tables. */
const NAME = 'upgraded';
/** Of the oldest tables; the others begin with a tenth of it. */
const WAITING = Number(process.env.UPGRADE_ROWS ?? 5000);
const random = new SeededRandom(8);
const newest = releasedVersions.at(-1) ?? 1;
const [oldest = 1] = releasedVersions;

const makerOf = (seed: number) => movementFactory(seed, { productId: testProduct.id });
const idsIn = async (db: Pick<DouchetteDatabase, 'table'>) =>
  (await db.table('outbox').toCollection().primaryKeys()).map(String).sort();

let monotonicMs = 1;
function scan(db: DouchetteDatabase, serial: string) {
  monotonicMs += 1;
  return recordMovement(db, {
    draft: draftOf({ serial }),
    now: TEST_EPOCH_MS,
    monotonicMs,
    bootId: 'boot',
    random: random.bytes(ID_BYTES)
  });
}

function newServer(deviceId: string): FakeServer {
  const server = new FakeServer({ epoch: testId(random), now: () => TEST_EPOCH_MS });
  server.addProduct(testProduct);
  server.enrolled.add(deviceId);
  return server;
}

async function sendAll(db: DouchetteDatabase, deviceId: string): Promise<FakeServer> {
  const server = newServer(deviceId);
  const transport = createFakeTransport(server, { id: deviceId });
  expect(await syncOnce(testLoop({ db, transport, random }))).toMatchObject({ phase: 'idle', error: null });
  expect(await readQueueSummary(db)).toMatchObject({ waiting: 0, parked: 0 });
  return server;
}

test.each(releasedVersions)(
  'what waits in tables of version %i is sent by the newest app, once, in its order and under its ids',
  async (version) => {
    const storage = memoryIndexedDB();
    const make = makerOf(version);
    const waiting = version === oldest ? WAITING : Math.ceil(WAITING / 10);
    const ids = await leaveOlderDevice({ name: NAME, version, make, waiting, storage });
    const db = await openDatabase(NAME, storage);
    expect((await readQueueSummary(db)).waiting).toBe(waiting);
    const next = await scan(db, 'AFTER');
    expect(next).toMatchObject({ ok: true, value: { origin: { sequence: waiting + 1 } } });
    const server = await sendAll(db, make.deviceId);
    expect(server.movementIds).toEqual([...ids, next.ok ? next.value.id : '']);
    db.close();
  }
);

test.each(releasedVersions.slice(0, -1))(
  'an app of version %i on the newest tables keeps every row and scans on, and so does the newest one after it',
  async (version) => {
    const storage = memoryIndexedDB();
    const make = makerOf(100 + version);
    const ids = await leaveOlderDevice({ name: NAME, version, make, waiting: 50, storage });
    (await openDatabase(NAME, storage)).close();

    const older = olderDatabase(NAME, version, storage);
    await older.open();
    expect(await idsIn(older)).toEqual(ids.sort());
    const scanned = await scan(older, 'OLD-APP');
    older.close();

    const db = await openDatabase(NAME, storage);
    const kept = [...ids, scanned.ok ? scanned.value.id : ''];
    expect(await idsIn(db)).toEqual(kept.sort());
    expect([...(await sendAll(db, make.deviceId)).movementIds].sort()).toEqual(kept);
    db.close();
  }
);

test.each(releasedVersions.slice(0, -1))(
  'a tab of version %i that scans while another tab upgrades holds nothing up, and each of its scans is stored or refused',
  async (version) => {
    const storage = memoryIndexedDB();
    const make = makerOf(200 + version);
    const ids = await leaveOlderDevice({ name: NAME, version, make, waiting: 200, storage });
    const older = olderDatabase(NAME, version, storage);
    await older.open();
    const stored: string[] = [];
    const refused: string[] = [];
    const scanOn = async (from: number, count: number) => {
      for (let number = from; number < from + count; number += 1) {
        const result = await scan(older, `TAB-${number}`);
        if (result.ok) stored.push(result.value.id);
        else refused.push(result.error.code);
      }
    };
    const scanning = scanOn(0, 20);
    const db = await openDatabase(NAME, storage);
    await scanning;
    await scanOn(20, 5);
    expect(stored.length + refused.length).toBe(25);
    expect(stored.length).toBeGreaterThan(5);
    expect(await idsIn(db)).toEqual([...ids, ...stored].sort());
    expect([...(await sendAll(db, make.deviceId)).movementIds].sort()).toEqual([...ids, ...stored].sort());
    older.close();
    db.close();
  }
);

test('the versions of the tables that are tested are all that were released', () => {
  expect(releasedVersions).toEqual(Array.from({ length: newest }, (_, at) => at + 1));
});

test.each(['protocol-too-old', 'protocol-too-new'] as const)(
  'an app that the server answers with %s keeps its queue, and the app that follows sends it',
  async (code) => {
    const storage = memoryIndexedDB();
    const make = makerOf(300);
    const ids = await leaveOlderDevice({ name: NAME, version: newest, make, waiting: 20, storage });
    const db = await openDatabase(NAME, storage);
    const refuse = async () => failed({ code });
    const transport = createFakeTransport(newServer(make.deviceId), { id: make.deviceId });
    const refused = { ...transport, push: refuse, pull: refuse, segmentManifest: refuse };
    const { phase } = await syncOnce(testLoop({ db, transport: refused, random }));
    expect(phase).not.toBe('idle');
    expect(await readQueueSummary(db)).toMatchObject({ waiting: 20, parked: 0 });
    expect((await sendAll(db, make.deviceId)).movementIds).toEqual(ids);
    db.close();
  }
);
