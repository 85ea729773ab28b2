import { recordMovement, type MovementDraft } from '../../../src/lib/db/commands/record-movement.ts';
import { setDeviceIdentity } from '../../../src/lib/db/commands/set-device-identity.ts';
import { openDatabase, type DouchetteDatabase } from '../../../src/lib/db/database.ts';
import { createQueueGuard } from '../../../src/lib/db/safety/queue-guard.ts';
import { storedMark } from '../../../src/lib/db/safety/stored-mark.ts';
import { opfsQueueCopy } from '../../../src/lib/db/safety/worker-queue-copy.ts';
import { searchSerials } from '../../../src/lib/db/queries/search-serials.ts';
import type { OutboxRow, SerialIdentity } from '../../../src/lib/db/schema.ts';
import { identityAt } from '../../../src/lib/db/serials/key-order.ts';
import { countSerials, serialsStartingWith } from '../../../src/lib/db/serials/read-rows.ts';
import { openText } from '../../../src/lib/db/serials/shelf.ts';
import { readSerialView } from '../../../src/lib/db/queries/serial-view.ts';
import { uuidV7 } from '../../../src/lib/domain/id.ts';
import { MICROS_PER_UNIT } from '../../../src/lib/domain/quantity.ts';
import { platformRandom } from '../../../src/lib/sync/browser-device.ts';
import { startDevice } from '../../../src/lib/sync/device.ts';
import { listing, type ListingTimes } from './listing.ts';

/**
 * The page side of the browser benchmarks: the app's own database and sync, with
 * nothing drawn. The Node side calls these by name.
 */
export interface BenchPage {
  /** Latencies of recording one scan after another, ms each. */
  queueWrite(input: QueueWrite): Promise<number[]>;
  firstSync(): Promise<FirstSync>;
  listing(input: { serials: number }): Promise<ListingTimes>;
}

export interface QueueWrite {
  writes: number;
  durability: 'strict' | 'relaxed';
  /** Does the beep wait for the second copy too, as it does in the app? */
  copied: boolean;
}

export interface FirstSync {
  rows: number;
  /** From the start of the app to the end of the pass, ms. */
  totalMs: number;
  /** Latencies of looking single serials up afterwards, anywhere among them, ms each. */
  lookupsMs: number[];
  /** The same for serials that lie close together, as those of one receipt do. */
  nearLookupsMs: number[];
  /** Latencies of searching by all but the last two characters of a serial, ms each. */
  prefixesMs: number[];
  /** The longest task on the main thread during the first sync, ms. */
  longestTaskMs: number;
}

declare global {
  interface Window {
    bench: BenchPage;
  }
}

const WARM_UP = 20;
const LOOKUPS = 1000;
const PREFIXES = 200;

const randomBytes = (): Uint8Array => crypto.getRandomValues(new Uint8Array(10));
const newId = (): string => uuidV7({ now: Date.now(), random: randomBytes() });

function draft(number: number): MovementDraft {
  return {
    kind: 'receipt',
    productId: 'router',
    quantityMicros: MICROS_PER_UNIT,
    serial: `SN-${number}`,
    toLocationId: 'a-01',
    effectiveDate: '2026-03-02',
    operator: { id: '018f0000-0000-7000-8000-000000000001', name: 'Aline' },
    capture: 'camera',
    rawScan: `0103760001000016 21SN-${number}`
  };
}

async function queueWrite(input: QueueWrite): Promise<number[]> {
  const db = await openDatabase(`bench-${input.durability}-${newId()}`, { durability: input.durability });
  await setDeviceIdentity(db, {
    deviceId: newId(),
    deviceName: 'bench',
    now: Date.now(),
    random: randomBytes()
  });
  const guard = createQueueGuard({
    db,
    copy: opfsQueueCopy(),
    marks: storedMark(() => localStorage),
    now: () => Date.now(),
    random: platformRandom
  });
  if (input.copied) await guard.begin();
  const afterCommit = input.copied ? (rows: readonly OutboxRow[]) => guard.recorded(rows) : undefined;
  const latencies: number[] = [];
  for (let number = -WARM_UP; number < input.writes; number += 1) {
    const startedAt = performance.now();
    const clock = { now: Date.now(), monotonicMs: startedAt, bootId: 'bench' };
    const scan = { draft: draft(number), ...clock, random: randomBytes(), afterCommit };
    const result = await recordMovement(db, scan);
    if (!result.ok) throw new Error(result.error.code);
    if (number >= 0) latencies.push(performance.now() - startedAt);
  }
  if (input.copied && guard.state !== 'kept') throw new Error(`second copy ${guard.state}`);
  await guard.close();
  db.close();
  return latencies;
}

async function firstSync(): Promise<FirstSync> {
  const tasks = watchTasks();
  const startedAt = performance.now();
  const device = await startDevice({ deviceName: 'bench' });
  const { phase, error } = await device.sync.settled();
  const totalMs = performance.now() - startedAt;
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
  return { rows, totalMs, lookupsMs, nearLookupsMs, prefixesMs, longestTaskMs };
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

window.bench = { queueWrite, firstSync, listing };
