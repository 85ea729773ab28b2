import { Dexie, liveQuery } from 'dexie';
import { IDBFactory } from 'fake-indexeddb';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openTestDatabase } from '../../../tests/factories/device';
import { goesFirst } from './calm';
import { latestQuery, passedOver } from './latest-query';

const { indexedDB } = Dexie.dependencies;
let stop = (): void => undefined;

// Dexie runs no live query where the world has no IndexedDB of its own.
beforeEach(() => void (Dexie.dependencies.indexedDB = new IDBFactory()));
afterEach(() => {
  stop();
  Dexie.dependencies.indexedDB = indexedDB;
});

/** Follows how many places there are; `hold` keeps each query under way until it is let go. */
async function follow() {
  const { db } = await openTestDatabase();
  const shown: number[] = [];
  const ran: (() => void)[] = [];
  let holds = false;
  const query = async (): Promise<number> => {
    const count = await db.locations.count();
    if (holds) await new Promise<void>((resolve) => ran.push(resolve));
    else ran.push(() => undefined);
    return count;
  };
  const subscription = liveQuery(latestQuery({ query, overtaken: (found) => shown.push(found) })).subscribe(
    (next) => void (next !== passedOver && shown.push(next))
  );
  stop = () => {
    subscription.unsubscribe();
    db.close();
  };
  await vi.waitUntil(() => shown.length === 1);
  let count = 0;
  const add = () => {
    const id = `l-${++count}`;
    const place = { id, siteId: 's', parentId: null, code: id, name: id, barcode: null, archived: false };
    return db.locations.put(place);
  };
  return { shown, ran, add, hold: (held: boolean) => (holds = held), count: () => count };
}

test('ten changes while scans are in hand are one query, once they are done', async () => {
  const { shown, ran, add } = await follow();
  await goesFirst(async () => {
    for (let at = 0; at < 10; at++) await add();
    expect(shown).toEqual([0]);
  });
  await vi.waitUntil(() => shown.at(-1) === 10);
  expect(ran).toHaveLength(2);
});

test('a change while nothing is in hand is shown at once', async () => {
  const { shown, add } = await follow();
  await add();
  await vi.waitUntil(() => shown.at(-1) === 1);
  expect(shown).toEqual([0, 1]);
});

test('what a change overtook is shown until the next is known', async () => {
  const { shown, ran, add, hold } = await follow();
  hold(true);
  await add();
  await vi.waitUntil(() => ran.length === 2);
  const stored = Promise.withResolvers<void>();
  const scanning = goesFirst(() => stored.promise);
  await add();
  ran[1]?.();
  await vi.waitUntil(() => shown.at(-1) === 1);
  hold(false);
  stored.resolve();
  await scanning;
  await vi.waitUntil(() => shown.at(-1) === 2);
  expect(shown).toEqual([0, 1, 2]);
});

test('whatever changes come when, what is shown never goes back and ends with the last', async () => {
  const step = fc.constantFrom('change', 'scan', 'scan and change', 'task', 'tasks');
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 15 }), async (steps) => {
      const { shown, add, count } = await follow();
      const pending: Promise<unknown>[] = [];
      const task = () => new Promise((resolve) => setImmediate(resolve));
      for (const one of steps) {
        if (one === 'change') pending.push(Promise.resolve(add()));
        else if (one === 'scan') pending.push(goesFirst(task));
        else if (one === 'scan and change') pending.push(goesFirst(async () => void (await add())));
        else for (let at = 0; at < (one === 'task' ? 1 : 7); at++) await task();
      }
      await Promise.all(pending);
      await vi.waitUntil(() => shown.at(-1) === count(), { interval: 5 });
      expect(shown).toEqual([...shown].sort((a, b) => a - b));
      stop();
    }),
    { numRuns: 25 }
  );
});
