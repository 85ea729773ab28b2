import type { DouchetteDatabase } from '../../../src/lib/db/database.ts';
import { searchSerials } from '../../../src/lib/db/queries/search-serials.ts';
import { readSerialView } from '../../../src/lib/db/queries/serial-view.ts';
import type { SerialIdentity } from '../../../src/lib/db/schema.ts';
import { identityAt } from '../../../src/lib/db/serials/key-order.ts';
import { countSerials, serialsStartingWith } from '../../../src/lib/db/serials/read-rows.ts';
import { openText } from '../../../src/lib/db/serials/shelf.ts';
import { startDevice } from '../../../src/lib/sync/device.ts';

export interface FirstSync {
  rows: number;
  /** From the start of the app to the end of the pass, ms. */
  totalMs: number;
  /** Until the server had answered with the manifest, which it builds then, ms. */
  manifestMs: number;
  /** From the last segment to the end of the pass, ms. */
  swapMs: number;
  /** Latencies of looking single serials up afterwards, anywhere among them, ms each. */
  lookupsMs: number[];
  /** The same for serials that lie close together, as those of one receipt do. */
  nearLookupsMs: number[];
  /** Latencies of searching by all but the last two characters of a serial, ms each. */
  prefixesMs: number[];
  /** The longest task on the main thread during the first sync, ms. */
  longestTaskMs: number;
}

const LOOKUPS = 1000;
const PREFIXES = 200;

/** A new device takes everything over, and is asked then. */
export async function firstSync(): Promise<FirstSync> {
  const tasks = watchTasks();
  const startedAt = performance.now();
  const device = await startDevice({ deviceName: 'bench' });
  const shown: number[] = [];
  device.sync.subscribe(({ progress }) => {
    if (progress) shown.push(performance.now());
  });
  const { phase, error } = await device.sync.settled();
  const endedAt = performance.now();
  const totalMs = endedAt - startedAt;
  const manifestMs = (shown.at(0) ?? endedAt) - startedAt;
  // The last progress is told once all is swapped in, the one before with the last segment.
  const swapMs = endedAt - (shown.at(-2) ?? endedAt);
  const longestTaskMs = tasks.stop();
  if (phase !== 'idle') throw new Error(`${phase}: ${error?.code} ${error?.detail}`);
  const { db } = device;
  const rows = await countSerials(db);
  const anywhere = await serialsAnywhere(db, LOOKUPS);
  const lookupsMs = await timeEach(anywhere, (identity) => readSerialView(db, identity));
  const prefixesMs = await timeEach(await serialsAnywhere(db, PREFIXES), ({ serialKey }) =>
    searchSerials(db, { text: serialKey.slice(0, -2), limit: 20 })
  );
  const [start] = anywhere;
  const near = await serialsStartingWith(db, [start?.serialKey.slice(0, -4) ?? ''], LOOKUPS);
  const nearLookupsMs = await timeEach(near, (identity) => readSerialView(db, identity));
  await device.stop();
  return { rows, totalMs, manifestMs, swapMs, lookupsMs, nearLookupsMs, prefixesMs, longestTaskMs };
}

/** Serials spread over all that is held, in no order, chosen without the app's own memory of segments. */
async function serialsAnywhere(db: DouchetteDatabase, count: number): Promise<SerialIdentity[]> {
  const hashes = await db.segments.toCollection().primaryKeys();
  const chosen: SerialIdentity[] = [];
  while (chosen.length < count) {
    const hash = hashes[Math.floor(Math.random() * hashes.length)] ?? '';
    const record = await db.segments.get(hash);
    if (!record) throw new Error('no segments');
    const { segment } = openText(record.text);
    chosen.push(identityAt(segment, Math.floor(Math.random() * segment.count)));
  }
  return chosen;
}

async function timeEach<Item>(
  items: readonly Item[],
  act: (item: Item) => Promise<unknown>
): Promise<number[]> {
  const times: number[] = [];
  for (const item of items) {
    const askedAt = performance.now();
    const found = await act(item);
    times.push(performance.now() - askedAt);
    if (found === null || (Array.isArray(found) && found.length === 0)) throw new Error('nothing found');
  }
  return times;
}

/** How long the screen stood still at most. */
function watchTasks(): { stop: () => number } {
  let longest = 0;
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
  });
  observer.observe({ type: 'longtask' });
  return {
    stop() {
      for (const { duration } of observer.takeRecords()) longest = Math.max(longest, duration);
      observer.disconnect();
      return longest;
    }
  };
}
