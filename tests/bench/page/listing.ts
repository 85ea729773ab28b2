import { seededRandom } from '../../../server/services/demo/random.ts';
import { recordMovement } from '../../../src/lib/db/commands/record-movement.ts';
import { setDeviceIdentity } from '../../../src/lib/db/commands/set-device-identity.ts';
import { openDatabase, type DouchetteDatabase } from '../../../src/lib/db/database.ts';
import { listSerials } from '../../../src/lib/db/queries/search-serials-list.ts';
import { uuidV7 } from '../../../src/lib/domain/id.ts';
import { MICROS_PER_UNIT } from '../../../src/lib/domain/quantity.ts';
import { everySerial, type SerialQuery } from '../../../src/lib/domain/serial/serial-query.ts';
import { searchBenchCatalogue, searchBenchRows } from '../search-data.ts';

/** What listing serials takes on a device; all in ms. */
export interface ListingTimes {
  /** The first list after the app has started: every row is read. */
  firstMs: number;
  /** The longest time that it held up the screen. */
  longestTaskMs: number;
  /** Lists of ever other questions. */
  listsMs: number[];
  /** Windows of 30 rows anywhere in the list. */
  windowsMs: number[];
  /** The whole list again after one scan. */
  afterScanMs: number[];
}

const ROUNDS = 15;
const CHUNK = 5000;

const randomBytes = (): Uint8Array => crypto.getRandomValues(new Uint8Array(10));
const newId = (): string => uuidV7({ now: Date.now(), random: randomBytes() });

async function fill(db: DouchetteDatabase, serials: number): Promise<void> {
  const { products, locations, sites } = searchBenchCatalogue;
  await db.products.bulkPut(products);
  await db.locations.bulkPut(locations);
  await db.sites.bulkPut(sites);
  const rows = [...searchBenchRows(serials, seededRandom(1))];
  for (let start = 0; start < rows.length; start += CHUNK) {
    await db.serials.bulkPut(rows.slice(start, start + CHUNK));
  }
  await db.writeFeed('cursor', { epoch: newId(), seq: serials });
  const identity = { deviceId: newId(), deviceName: 'bench', now: Date.now(), random: randomBytes() };
  await setDeviceIdentity(db, identity);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** The longest task while something runs; tasks under 50 ms are not told and count as 0. */
async function longestTask(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
  });
  observer.observe({ type: 'longtask' });
  await work();
  await new Promise((resolve) => setTimeout(resolve, 100));
  observer.disconnect();
  return longest;
}

/** What people type and choose, another each time. */
function questions(round: number): Partial<SerialQuery>[] {
  return [
    { text: String(10_000 + round * 731) },
    { text: `SN-2024-00${10 + round}` },
    { text: String(10 + round) },
    { text: `routeur ${100 + round}` },
    { statuses: ['in-stock'], sort: { field: 'since', direction: 'descending' }, text: String(round) },
    { siteId: `site-${round % 3}`, sort: { field: 'place', direction: 'ascending' } },
    { partnerId: `partner-${round}`, sort: { field: 'since', direction: 'descending' } },
    { sort: { field: 'product', direction: round % 2 ? 'ascending' : 'descending' } }
  ];
}

function scan(db: DouchetteDatabase, number: number): Promise<unknown> {
  const draft = {
    kind: 'receipt' as const,
    productId: 'product-1',
    quantityMicros: MICROS_PER_UNIT,
    serial: `NEW-${number}`,
    toLocationId: 'loc-1',
    effectiveDate: '2026-03-02',
    operator: { id: newId(), name: 'Aline' },
    capture: 'camera' as const
  };
  const clock = { now: Date.now(), monotonicMs: performance.now(), bootId: 'bench' };
  return recordMovement(db, { draft, ...clock, random: randomBytes() });
}

/** Lists serials of a database of so many. */
export async function listing(input: { serials: number }): Promise<ListingTimes> {
  const db = await openDatabase(`bench-list-${newId()}`);
  await fill(db, input.serials);
  let firstMs = 0;
  const longestTaskMs = await longestTask(async () => {
    firstMs = await timed(() => listSerials(db, everySerial));
  });
  const times: ListingTimes = { firstMs, longestTaskMs, listsMs: [], windowsMs: [], afterScanMs: [] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const asked of questions(round)) {
      times.listsMs.push(await timed(() => listSerials(db, { ...everySerial, ...asked })));
    }
    const list = await listSerials(db, everySerial);
    const from = (round * 7919) % (list.total - 30);
    times.windowsMs.push(await timed(() => list.rows(from, from + 30)));
    await scan(db, round);
    times.afterScanMs.push(await timed(() => listSerials(db, everySerial)));
  }
  db.close();
  return times;
}
