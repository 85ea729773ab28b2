import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  draftOf,
  memoryIndexedDB,
  SeededRandom,
  testId,
  TEST_EPOCH_MS
} from '../../../tests/factories/device.ts';
import { recordMovement } from './commands/record-movement.ts';
import { setDeviceIdentity } from './commands/set-device-identity.ts';
import { openDatabase, type DouchetteDatabase } from './database.ts';

/** Fault f06: the database is there in the right version, and its tables are not. */
const NAME = 'phone';
const random = new SeededRandom(5);

// Dexie says on the console that it mends.
beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => undefined));
afterEach(() => vi.restoreAllMocks());

type Storage = ReturnType<typeof memoryIndexedDB>;

const open = (storage: Storage) =>
  openDatabase(NAME, { ...storage, now: () => TEST_EPOCH_MS, random: () => random.bytes(10) });

/** Opens it as something other than the app would. */
function openBare(storage: Storage, version: number, change: (db: IDBDatabase) => void): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const request = storage.indexedDB.open(NAME, version);
  request.onupgradeneeded = () => change(request.result);
  request.onerror = () => reject(request.error);
  request.onsuccess = () => {
    request.result.close();
    resolve();
  };
  return promise;
}

async function scan(db: DouchetteDatabase): Promise<string> {
  const at = { now: TEST_EPOCH_MS, monotonicMs: 1, bootId: 'boot', random: random.bytes(10) };
  const result = await recordMovement(db, { draft: draftOf(), ...at });
  if (!result.ok) throw new Error(result.error.code);
  return result.value.id;
}

async function enrolled(storage: Storage): Promise<DouchetteDatabase> {
  const db = await open(storage);
  const at = { now: TEST_EPOCH_MS, random: random.bytes(10) };
  await setDeviceIdentity(db, { deviceId: testId(random), deviceName: 'Quai 2', ...at });
  return db;
}

const nativeVersion = Math.round(10 * (await open(memoryIndexedDB())).verno);

test('a database of the right version without tables is mended, and works after every restart', async () => {
  const storage = memoryIndexedDB();
  await openBare(storage, nativeVersion, () => undefined);
  const first = await enrolled(storage);
  const id = await scan(first);
  first.close();
  const second = await open(storage);
  expect((await second.outbox.toArray()).map((row) => row.id)).toEqual([id]);
  await scan(second);
  expect(await second.outbox.count()).toBe(2);
});

test('with some tables gone the rows of the others stay, and what came from the server is asked for again', async () => {
  const storage = memoryIndexedDB();
  const before = await enrolled(storage);
  const id = await scan(before);
  await before.writeFeed('lastSyncedAt', 7);
  await before.feed.put({ key: 'cursor', value: { epoch: testId(random), seq: 0 } });
  const identity = await before.readMeta('identity');
  before.close();
  await openBare(storage, nativeVersion + 10, (db) => db.deleteObjectStore('products'));

  const after = await open(storage);
  expect((await after.outbox.toArray()).map((row) => row.id)).toEqual([id]);
  expect(await after.readMeta('identity')).toEqual(identity);
  expect(await after.products.count()).toBe(0);
  expect(await after.readFeed('cursor')).toBeUndefined();
  await after.feed.put({ key: 'cursor', value: { epoch: testId(random), seq: 9 } });
  after.close();
  expect(await (await open(storage)).readFeed('cursor')).toMatchObject({ seq: 9 });
});

test('a whole database keeps its place in the feed', async () => {
  const storage = memoryIndexedDB();
  const before = await enrolled(storage);
  await before.feed.put({ key: 'cursor', value: { epoch: testId(random), seq: 3 } });
  before.close();
  expect(await (await open(storage)).readFeed('cursor')).toMatchObject({ seq: 3 });
});
