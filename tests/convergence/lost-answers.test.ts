import { expect, test } from 'vitest';
import { openDatabase } from '../../src/lib/db/database.ts';
import { recordMovement } from '../../src/lib/db/commands/record-movement.ts';
import { ID_BYTES } from '../../src/lib/db/commands/stamp-drafts.ts';
import { readQueueSummary } from '../../src/lib/db/queries/queue.ts';
import type { Fetch } from '../../src/lib/sync/http-client.ts';
import { createHttpTransport } from '../../src/lib/sync/http-transport.ts';
import { browserFetch } from '../factories/browser-fetch.ts';
import { draftOf, memoryIndexedDB, SeededRandom, testProduct, TEST_EPOCH_MS } from '../factories/device.ts';
import { TestServer } from '../factories/server.ts';
import { syncOnce, testLoop } from '../factories/sync.ts';

/** Fault f22: the first answer to every request is lost after the server has committed. */
const ANSWERS = Number(process.env.LOST_ANSWERS ?? 200);
const SCANS = 6;
/** Each pass gets one step further than the one before. */
const PASSES = 40;

/** A request that is made again word for word gets its answer through; its first one is lost. */
function forgetful(inner: Fetch, onLost: () => void): Fetch {
  const heard = new Set<string>();
  return async (url, init) => {
    const response = await inner(url, init);
    const { pathname, search } = new URL(url, 'http://localhost');
    const body = await new Response(init.body ?? '').text();
    const said = `${init.method} ${pathname}${search} ${body}`;
    if (heard.has(said)) return response;
    heard.add(said);
    onLost();
    throw new TypeError('the connection was cut');
  };
}

test(
  `${ANSWERS} answers lost after the commit, the first of every request: each movement is stored once, under its own id`,
  {
    timeout: 60_000 + ANSWERS * 100
  },
  async () => {
    let lost = 0;
    for (let seed = 1; lost < ANSWERS; seed += 1) {
      const random = new SeededRandom(seed);
      const server = await TestServer.open({ empty: true, now: () => TEST_EPOCH_MS });
      await server.store.putCatalogue({ products: [testProduct] });
      const fetch = browserFetch({ request: (url, init) => server.request(url, init) });
      const transport = createHttpTransport({
        fetch: forgetful(fetch, () => (lost += 1)),
        baseUrl: 'http://localhost'
      });
      const storage = memoryIndexedDB();
      const db = await openDatabase('phone', {
        ...storage,
        now: () => TEST_EPOCH_MS,
        random: () => random.bytes(10)
      });
      const loop = testLoop({ db, transport, random });
      const made: string[] = [];
      for (let pass = 0; pass < PASSES; pass += 1) {
        await syncOnce(loop);
        if (made.length >= SCANS) continue;
        const recorded = await recordMovement(db, {
          draft: draftOf({ serial: `SN-${random.below(3)}` }),
          now: TEST_EPOCH_MS,
          monotonicMs: pass,
          bootId: 'boot',
          random: random.bytes(ID_BYTES)
        });
        if (recorded.ok) made.push(recorded.value.id);
      }
      expect(loop.state, `seed ${seed}`).toMatchObject({ phase: 'idle', error: null });
      expect(await readQueueSummary(db)).toMatchObject({ waiting: 0, parked: 0 });
      const page = await server.store.changesSince({
        cursor: { epoch: server.store.epoch, seq: 0 },
        limit: 1000
      });
      const stored = page?.changes.flatMap((change) =>
        change.type === 'movement' ? [change.committed.movement.id] : []
      );
      expect(stored, `seed ${seed}`).toEqual(made);
      expect(made).toHaveLength(SCANS);
      db.close();
    }
    console.log(`${lost} answers lost`);
  }
);
