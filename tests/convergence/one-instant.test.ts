import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts';
import { openDatabase } from '../../src/lib/db/database.ts';
import { createHttpTransport } from '../../src/lib/sync/http-transport.ts';
import { readSnapshot } from '../factories/snapshot-reader.ts';
import { everyStoredRow } from '../factories/segments.ts';
import { browserFetch } from '../factories/browser-fetch.ts';
import { memoryIndexedDB, SeededRandom, TEST_EPOCH_MS } from '../factories/device.ts';
import { idFactory } from '../factories/movements.ts';
import { TestServer, type TestDevice } from '../factories/server.ts';
import { syncOnce, testLoop } from '../factories/sync.ts';

/** Fault f21: a first sync in pages when every movement was recorded and arrived in one instant. */
const MOVEMENTS = Number(process.env.ONE_INSTANT_MOVEMENTS ?? 10_000);
/** What a stand-in of IndexedDB stores in some seconds. */
const ON_A_DEVICE = 2000;
const BATCH = 500;
const random = new SeededRandom(21);

const sumOf = (ids: readonly string[]) =>
  createHash('sha256')
    .update([...ids].sort().join('\n'))
    .digest('hex');

async function serverWith(movements: number) {
  const store = openSqliteStore({ path: ':memory:', newEpoch: idFactory(21)() });
  const server = await TestServer.open({ store, now: () => TEST_EPOCH_MS });
  const phone = await server.enrol();
  const clock = { wallMs: TEST_EPOCH_MS, monotonicMs: 1, bootId: 'boot' };
  const made: string[] = [];
  for (let sent = 0; sent < movements; sent += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, movements - sent) }, () =>
      phone.make({ recordedAt: TEST_EPOCH_MS, clock })
    );
    made.push(...batch.map(({ id }) => id));
    await phone.push(batch, TEST_EPOCH_MS);
  }
  return { server, phone, made };
}

async function pullInAnyPages(phone: TestDevice): Promise<string[]> {
  const ids: string[] = [];
  for (let seq = 0, more = true; more;) {
    const page = await phone.pull({ seq, limit: random.below(1000) + 1 });
    ids.push(
      ...page.changes.flatMap((change) => (change.type === 'movement' ? [change.committed.movement.id] : []))
    );
    seq = page.cursor.seq;
    more = page.more;
  }
  return ids;
}

test(
  `${MOVEMENTS} movements of one instant come through in pages of any size: all of them, once`,
  {
    timeout: 60_000 + MOVEMENTS * 5
  },
  async () => {
    const { server, phone, made } = await serverWith(MOVEMENTS);
    const pulled = await pullInAnyPages(phone);
    expect(pulled).toHaveLength(MOVEMENTS);
    expect(sumOf(pulled)).toBe(sumOf(made));
    // Each serial has one movement: the rows are as many, and name the same ids.
    const { rows } = await readSnapshot((path) => phone.request(path));
    expect(rows).toHaveLength(MOVEMENTS);
    expect(sumOf(rows.map(({ state }) => state.lastMovementId ?? ''))).toBe(sumOf(made));
    await server.store.close();
  }
);

test('a device takes them over with nothing left out', async () => {
  const { server, made } = await serverWith(ON_A_DEVICE);
  const db = await openDatabase('phone', {
    ...memoryIndexedDB(),
    now: () => TEST_EPOCH_MS,
    random: () => random.bytes(10)
  });
  const fetch = browserFetch({ request: (url, init) => server.request(url, init) });
  const transport = createHttpTransport({ fetch, baseUrl: 'http://localhost' });
  const wholePass = await syncOnce(testLoop({ db, transport, random }));
  expect(wholePass).toMatchObject({ phase: 'idle', error: null });
  const held = await everyStoredRow(db);
  expect(sumOf(held.map(({ state }) => state.lastMovementId ?? ''))).toBe(sumOf(made));
  db.close();
  await server.store.close();
});
