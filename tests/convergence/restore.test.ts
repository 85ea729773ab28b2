import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createApp } from '../../server/app.ts';
import { backUp, restoreBackup } from '../../server/store/sqlite/backup-file.ts';
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts';
import type { Store } from '../../server/store/store.ts';
import { readQueueSummary } from '../../src/lib/db/queries/queue.ts';
import { readSerialViews } from '../../src/lib/db/queries/serial-view.ts';
import { recordMovement } from '../../src/lib/db/commands/record-movement.ts';
import { ID_BYTES } from '../../src/lib/db/commands/stamp-drafts.ts';
import { openDatabase, type DouchetteDatabase } from '../../src/lib/db/database.ts';
import { createHttpTransport } from '../../src/lib/sync/http-transport.ts';
import type { SyncLoop } from '../../src/lib/sync/sync-loop.ts';
import { browserFetch } from '../factories/browser-fetch.ts';
import {
  draftOf,
  memoryIndexedDB,
  SeededRandom,
  testId,
  testProduct,
  TEST_EPOCH_MS
} from '../factories/device.ts';
import { syncOnce, testLoop } from '../factories/sync.ts';

/** Each phone scans so many before the backup and as many after it; `npm run torture` more. */
const SCANS = Number(process.env.RESTORE_SCANS ?? 25);

let folder: string;
let path: string;
let random: SeededRandom;
let store: Store;
let app: ReturnType<typeof createApp>;
/** Requests whose address holds this do not get through; null for a good network. */
let cut: string | null;

function start(): void {
  store = openSqliteStore({ path, newEpoch: testId(random) });
  app = createApp({
    store,
    now: () => TEST_EPOCH_MS,
    randomBytes: (size) => random.bytes(size),
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    version: 'test',
    buildFolder: null,
    exportFolder: folder
  });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'douchette-test-'));
  path = join(folder, 'server.db');
  random = new SeededRandom(18);
  cut = null;
  start();
  await store.putCatalogue({ products: [testProduct] });
});

afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

class Phone {
  readonly made: string[] = [];
  /** Of what was scanned. */
  readonly identities: { productId: string; serialKey: string }[] = [];
  readonly db: DouchetteDatabase;
  readonly loop: SyncLoop;
  readonly #random: SeededRandom;

  private constructor(db: DouchetteDatabase, loop: SyncLoop, own: SeededRandom) {
    this.db = db;
    this.loop = loop;
    this.#random = own;
  }

  static async open(): Promise<Phone> {
    const own = new SeededRandom(random.below(2 ** 32));
    const db = await openDatabase('phone', {
      ...memoryIndexedDB(),
      now: () => TEST_EPOCH_MS,
      random: () => own.bytes(10)
    });
    // The server behind the address is another one after a restore.
    const fetch = browserFetch({
      request: (url, init) => {
        if (cut !== null && String(url).includes(cut)) throw new TypeError('the network is cut');
        return app.request(url, init);
      }
    });
    const transport = createHttpTransport({ fetch, baseUrl: 'http://localhost' });
    const phone = new Phone(db, testLoop({ db, transport, random: own }), own);
    await phone.sync();
    return phone;
  }

  async scan(count: number): Promise<void> {
    for (let at = 0; at < count; at++) {
      const serial = `SN-${this.#random.below(10_000)}`;
      const draft = draftOf({ serial });
      const recorded = await recordMovement(this.db, {
        draft,
        now: TEST_EPOCH_MS,
        monotonicMs: 0,
        bootId: 'boot',
        random: this.#random.bytes(ID_BYTES)
      });
      if (!recorded.ok) throw new Error(recorded.error.code);
      this.made.push(recorded.value.id);
      this.identities.push({ productId: testProduct.id, serialKey: serial });
    }
  }

  async sync(): Promise<void> {
    expect(await syncOnce(this.loop)).toMatchObject({ phase: 'idle', error: null });
  }
}

const idOf = async ({ db }: Phone) => (await db.readMeta('identity'))?.deviceId;

async function storedIds(): Promise<string[]> {
  const page = await store.changesSince({ cursor: { epoch: store.epoch, seq: 0 }, limit: 100_000 });
  const changes = page?.changes ?? [];
  return changes
    .flatMap((change) => (change.type === 'movement' ? [change.committed.movement.id] : []))
    .sort();
}

/** Twice round: the first phone cannot know what the last one sends. */
async function allSync(phones: readonly Phone[]): Promise<void> {
  for (const phone of [...phones, ...phones]) await phone.sync();
}

/** Everything scanned is on the server once, and every phone knows what the server knows. */
async function expectWhole(phones: readonly Phone[]): Promise<void> {
  expect(await storedIds()).toEqual(phones.flatMap(({ made }) => made).sort());
  const { cursor } = await store.readSnapshot();
  for (const { db } of phones) {
    expect(await readQueueSummary(db)).toMatchObject({ waiting: 0, parked: 0 });
    expect(await db.readFeed('cursor')).toEqual(cursor);
    const movements = await db.outbox.toArray();
    expect(movements.every(({ acknowledgement }) => acknowledgement?.epoch === cursor.epoch)).toBe(true);
  }
}

const putBack = {
  'by the restore command': async (backup: string) => {
    const keptAs = join(folder, 'kept.db');
    const restored = await restoreBackup({ backup, databasePath: path, keptAs, newEpoch: testId(random) });
    expect(restored.ok).toBe(true);
  },
  'by a file copied back by hand': async (backup: string) => {
    for (const sidecar of ['-wal', '-shm']) rmSync(`${path}${sidecar}`, { force: true });
    copyFileSync(backup, path);
  }
};

test.each(Object.entries(putBack))(
  'four phones push, the server is put back %s, the phones go on: nothing that any phone holds is missing',
  async (_how, restore) => {
    const phones = [await Phone.open(), await Phone.open(), await Phone.open()];
    for (const phone of phones) await phone.scan(SCANS);
    await allSync(phones);
    const before = store.epoch;
    const backup = join(folder, 'backup.db');
    expect(await backUp({ databasePath: path, target: backup })).toMatchObject({
      ok: true,
      value: { movements: 3 * SCANS }
    });
    // One is enrolled after the backup: the restored server has never heard of it.
    phones.push(await Phone.open());
    for (const phone of phones) await phone.scan(SCANS);
    await allSync(phones);
    const known = await Promise.all(phones.map(idOf));
    await store.close();
    await restore(backup);
    start();
    expect((await storedIds()).length).toBe(3 * SCANS);
    for (const phone of phones) await phone.scan(1);
    for (const phone of phones) {
      await phone.sync();
      // What the server forgot goes out in the very pass that found it out.
      expect(await readQueueSummary(phone.db)).toMatchObject({ waiting: 0 });
    }
    await allSync(phones);
    expect(store.epoch).not.toBe(before);
    await expectWhole(phones);
    expect(await Promise.all(phones.map(idOf))).toEqual(known);
  }
);

test('a phone that only reads notices it too, even when others have gone on to the same numbers', async () => {
  const [reader, writer] = [await Phone.open(), await Phone.open()];
  await writer.scan(5);
  await allSync([reader, writer]);
  const backup = join(folder, 'backup.db');
  await backUp({ databasePath: path, target: backup });
  await writer.scan(3);
  await allSync([reader, writer]);
  await store.close();
  await putBack['by a file copied back by hand'](backup);
  start();
  // Somebody new brings as many movements as were lost, before anyone else comes.
  const newcomer = await Phone.open();
  await newcomer.scan(3);
  await newcomer.sync();
  const before = store.epoch;
  await reader.sync();
  expect(store.epoch).not.toBe(before);
  await allSync([writer, reader, newcomer]);
  await expectWhole([writer, reader, newcomer]);
});

test('a phone that begins anew does not take an earlier state for one that holds its scans', async () => {
  const [owner, newcomer] = [await Phone.open(), await Phone.open()];
  const backup = join(folder, 'backup.db');
  await backUp({ databasePath: path, target: backup });
  await owner.scan(3);
  await owner.sync();
  await store.close();
  await putBack['by a file copied back by hand'](backup);
  start();
  await newcomer.scan(3);
  await newcomer.sync();
  // As after an upgrade of the device; and the feed, which would bring it to light, is out of reach.
  await owner.db.feed.delete('cursor');
  cut = '/sync/changes';
  await syncOnce(owner.loop);
  const views = await readSerialViews(owner.db, owner.identities);
  expect(views.map(({ row }) => row.movementCount)).toEqual([1, 1, 1]);
  cut = null;
  await allSync([owner, newcomer]);
  await expectWhole([owner, newcomer]);
});

test('a server put back twice, to before the epoch that the first time began, is noticed by who only reads', async () => {
  const [writer, other] = [await Phone.open(), await Phone.open()];
  await allSync([writer, other]);
  const backup = join(folder, 'backup.db');
  await backUp({ databasePath: path, target: backup });
  const putBackAgain = async (): Promise<void> => {
    await store.close();
    await putBack['by a file copied back by hand'](backup);
    start();
  };
  // Its scans reach the second epoch; its place in the feed is still of the first.
  cut = '/sync/changes';
  await writer.scan(3);
  await syncOnce(writer.loop);
  await putBackAgain();
  await writer.scan(1);
  await syncOnce(writer.loop);
  expect(await readQueueSummary(writer.db)).toMatchObject({ waiting: 0 });
  await putBackAgain();
  cut = null;
  await allSync([writer, other]);
  await expectWhole([writer, other]);
});

test('a running server is not restored under its feet, and a damaged backup restores nothing', async () => {
  const backup = join(folder, 'backup.db');
  await backUp({ databasePath: path, target: backup });
  const input = { backup, databasePath: path, keptAs: join(folder, 'kept.db'), newEpoch: testId(random) };
  expect(await restoreBackup(input)).toEqual({ ok: false, code: 'in-use' });
  expect(await backUp({ databasePath: path, target: backup })).toEqual({ ok: false, code: 'exists' });
  const damaged = join(folder, 'damaged.db');
  copyFileSync(import.meta.filename, damaged);
  expect(await restoreBackup({ ...input, backup: damaged })).toEqual({ ok: false, code: 'damaged' });
  expect(await restoreBackup({ ...input, backup: join(folder, 'none.db') })).toEqual({
    ok: false,
    code: 'no-database'
  });
});
