import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, expect, test } from 'vitest';
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts';
import type { Store } from '../../server/store/store.ts';
import type { Change } from '../../src/lib/protocol/pull.ts';
import { testCatalogue } from '../factories/catalogue.ts';
import { SeededRandom } from '../factories/device.ts';
import { idFactory } from '../factories/movements.ts';
import type { WriterTask } from './two-writers.worker.ts';

/** Fault f19: a slow commit beside fast ones, and a reader that follows them with a cursor. */
const COMMITS = Number(process.env.INTERLEAVED_COMMITS ?? 400);
const WRITERS = 2;

const folder = mkdtempSync(join(tmpdir(), 'douchette-writers-'));
const path = join(folder, 'douchette.db');
let store: Store | undefined;

afterEach(async () => {
  await store?.close();
  rmSync(folder, { recursive: true, force: true });
});

function write(task: WriterTask): Promise<string[]> {
  const worker = new Worker(new URL('./two-writers.worker.ts', import.meta.url), { workerData: task });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

test(
  `a reader behind ${COMMITS} commits of two writers, slow beside fast, never skips one: the feed is in the order of commits`,
  { timeout: 60_000 + COMMITS * 100 },
  async () => {
    store = openSqliteStore({ path, newEpoch: idFactory(19)(), busyTimeoutMs: 60_000 });
    await store.initialise(testCatalogue);
    let isWriting = true;
    const writing = Promise.all(
      Array.from({ length: WRITERS }, (_, at) =>
        write({ path, seed: at + 1, commits: COMMITS / WRITERS, largest: 200 })
      )
    ).finally(() => (isWriting = false));
    const random = new SeededRandom(19);
    const seen: Change[] = [];
    let pagesWhileWriting = 0;
    let cursor = await store.readPresent();
    const from = cursor.seq;
    for (let more = true; more || isWriting;) {
      const page = await store.changesSince({ cursor, limit: random.below(60) + 1 });
      if (!page) throw new Error('cursor unknown');
      if (isWriting && page.changes.length > 0) pagesWhileWriting += 1;
      seen.push(...page.changes);
      ({ cursor, more } = page);
      await new Promise(setImmediate);
    }
    const made = (await writing).flat();
    const last = await store.changesSince({ cursor, limit: 100_000 });
    seen.push(...(last?.changes ?? []));
    const ids = seen.flatMap((change) => (change.type === 'movement' ? [change.committed.movement.id] : []));
    expect(ids.toSorted()).toEqual(made.toSorted());
    expect(seen.map(({ seq }) => seq)).toEqual(seen.map((_, at) => from + at + 1));
    expect(pagesWhileWriting).toBeGreaterThan(COMMITS / 20);
    console.log(`${COMMITS} commits, ${ids.length} movements, ${pagesWhileWriting} pages read meanwhile`);
  }
);
