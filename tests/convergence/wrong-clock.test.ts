import { expect, test } from 'vitest';
import { recordMovement } from '../../src/lib/db/commands/record-movement.ts';
import { ID_BYTES } from '../../src/lib/db/commands/stamp-drafts.ts';
import { openDatabase } from '../../src/lib/db/database.ts';
import type { MovementDraft } from '../../src/lib/domain/movement/draft.ts';
import { createHttpTransport } from '../../src/lib/sync/http-transport.ts';
import { browserFetch } from '../factories/browser-fetch.ts';
import { draftOf, memoryIndexedDB, SeededRandom, testProduct, TEST_EPOCH_MS } from '../factories/device.ts';
import { TestServer } from '../factories/server.ts';
import { syncOnce, testLoop } from '../factories/sync.ts';

/** Fault f27: a device's clock is wrong from the start, or jumps in the middle of a session. */
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const YEARS = 3652 * DAY;
const MINUTE = 60_000;

const sessions: { name: string; errors: [number, number, number] }[] = [
  { name: 'an hour ahead', errors: [HOUR, HOUR, HOUR] },
  { name: 'an hour behind', errors: [-HOUR, -HOUR, -HOUR] },
  { name: 'a day ahead', errors: [DAY, DAY, DAY] },
  { name: 'a day behind', errors: [-DAY, -DAY, -DAY] },
  { name: 'ten years ahead', errors: [YEARS, YEARS, YEARS] },
  { name: 'ten years behind', errors: [-YEARS, -YEARS, -YEARS] },
  { name: 'right, then an hour ahead, then right', errors: [0, HOUR, 0] },
  { name: 'right, then ten years behind', errors: [0, -YEARS, -YEARS] },
  { name: 'ten years ahead, then a day behind', errors: [YEARS, -DAY, -DAY] }
];

/** A phone that has never heard of the server's time before its scans, or that knows it. */
async function session(errors: readonly number[], knowsOffset: boolean) {
  const random = new SeededRandom(27);
  let now = TEST_EPOCH_MS;
  let error = knowsOffset ? 0 : (errors[0] ?? 0);
  const server = await TestServer.open({ empty: true, now: () => now });
  await server.store.putCatalogue({ products: [testProduct] });
  const db = await openDatabase('phone', {
    ...memoryIndexedDB(),
    now: () => now + error,
    random: () => random.bytes(10)
  });
  const fetch = browserFetch({ request: (url, init) => server.request(url, init) });
  const transport = createHttpTransport({ fetch, baseUrl: 'http://localhost' });
  const loop = testLoop({ db, transport, random, now: () => now + error });
  expect(await syncOnce(loop)).toMatchObject({ phase: 'idle', error: null });
  if (!knowsOffset) await db.writeMeta('clock', { offsetMs: 0 });
  const drafts: Partial<MovementDraft>[] = [
    {},
    { kind: 'transfer', fromLocationId: 'a-01', toLocationId: 'a-02' },
    { kind: 'shipment', fromLocationId: 'a-02', document: 'BL-1' }
  ];
  const ids: string[] = [];
  for (const [at, over] of drafts.entries()) {
    now += MINUTE;
    error = errors[at] ?? 0;
    const recorded = await recordMovement(db, {
      draft: draftOf(over),
      now: now + error,
      monotonicMs: now,
      bootId: 'boot',
      random: random.bytes(ID_BYTES)
    });
    if (!recorded.ok) throw new Error(recorded.error.code);
    ids.push(recorded.value.id);
  }
  now += MINUTE;
  expect(await syncOnce(loop)).toMatchObject({ phase: 'idle', error: null });
  const record = await server.store.readSerial({ productId: testProduct.id, serialKey: 'SN-0001' });
  return { record, ids, trueInstants: ids.map((_, at) => TEST_EPOCH_MS + (at + 1) * MINUTE) };
}

test.each(sessions)(
  'a clock that is $name is never refused, and its scans count in the order made',
  async ({ errors }) => {
    for (const knowsOffset of [true, false]) {
      const { record, ids } = await session(errors, knowsOffset);
      expect(record?.movements.map(({ movement }) => movement.id)).toEqual(ids);
      expect(record?.row.state).toMatchObject({ status: 'delivered', lastMovementId: ids[2] });
      const doubts = record?.row.anomalies.filter(({ type }) => type !== 'clock-suspect');
      expect(doubts).toEqual([]);
    }
  }
);

test.each(sessions.slice(0, 6))(
  'a clock that is $name and knew no better is put right and named',
  async ({ errors }) => {
    const { record, trueInstants } = await session(errors, false);
    const instants = record?.movements.map(({ movement, stamp }) => stamp.correctedAt ?? movement.recordedAt);
    expect(instants).toEqual(trueInstants);
    const named = record?.row.anomalies.filter(({ type }) => type === 'clock-suspect');
    expect(named?.length).toBeGreaterThan(0);
  }
);
