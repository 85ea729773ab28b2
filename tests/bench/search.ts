import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { isMainThread } from 'node:worker_threads';
import type { ServiceContext } from '../../server/services/context.ts';
import { seededRandom, type SeededRandom } from '../../server/services/demo/random.ts';
import { nearSerials } from '../../server/services/serials/near-serials.ts';
import { searchSerials } from '../../server/services/serials/search-serials.ts';
import { openDatabase } from '../../server/store/sqlite/open-database.ts';
import { changingValues, rowColumns } from '../../server/store/sqlite/row-codec.ts';
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts';
import type { Store } from '../../server/store/store.ts';
import type { Movement } from '../../src/lib/domain/movement/movement.ts';
import { serialStatuses } from '../../src/lib/domain/serial/status.ts';
import { idFactory } from '../factories/movements.ts';
import { movementBatches } from '../factories/workload.ts';
import { searchBenchCatalogue, searchBenchRows } from './search-data.ts';

/**
 * Searching among a million serials on the server, from the parameters of the
 * request to the answer as JSON text, each search with a text or filters that
 * were not asked just before. Beside the time on the clock stands the time on the
 * processor, which says the same when other work disturbs the first.
 */

const SERIALS = 1_000_000;
const ROUNDS = 40;
const BATCH = 500;
const DEVICE = { id: idFactory(7)(), name: 'bench' };

interface SearchRow {
  bench: 'search';
  name: string;
  unit: string;
  value: number;
  [condition: string]: string | number;
}

type Params = Record<string, string>;

/** What people ask, by what it costs: each makes another question every time. */
const questions: Record<string, (random: SeededRandom) => Params> = {
  'part of a serial': (random) => ({ q: String(random.below(90_000) + 10_000) }),
  'first characters': (random) => ({ q: `SN-2024-0${random.below(1000)}` }),
  'two characters': (random) => ({ q: String(random.below(90) + 10) }),
  'whole serial': (random) => ({ q: `SN-2024-${String(3 * random.below(333_333)).padStart(7, '0')}` }),
  'nothing found': (random) => ({ q: `#${random.below(1e6)}` }),
  product: (random) => ({ q: `REF-0${random.below(400) + 100}` }),
  'word of many products': (random) => ({ q: random.pick(['écran', 'routeur', 'onduleur', 'câble']) }),
  'product and part': (random) => ({ q: `routeur ${random.below(900) + 100}` }),
  lot: (random) => ({ q: `lot-${random.below(4000)}` }),
  'status, latest first': (random) => ({
    statuses: random.pick(serialStatuses.slice(1)),
    sort: 'since',
    direction: 'descending',
    q: random.chance(0.5) ? '' : String(random.below(900) + 100)
  }),
  'partner, latest first': (random) => ({
    partnerId: `partner-${random.below(300)}`,
    sort: 'since',
    direction: 'descending'
  }),
  'site and part, by place': (random) => ({
    siteId: `site-${random.below(3)}`,
    q: String(random.below(900) + 100),
    sort: 'place'
  }),
  'dates, in quarantine': (random) => ({
    changedFrom: String(Date.UTC(2023 + random.below(10), random.below(12), 1)),
    condition: 'quarantine'
  }),
  'with an anomaly, by product': (random) => ({
    withAnomaly: '1',
    sort: 'product',
    direction: random.pick(['ascending', 'descending'])
  }),
  everything: (random) => ({ sort: random.pick(['serial', 'since', 'status', 'product', 'place']) }),
  'page after page': (random) => ({ sort: 'serial', after: `["SN","SN-2024-0${random.below(1e6)}","p"]` })
};

export async function run(): Promise<SearchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'douchette-bench-'));
  try {
    return await measure(join(folder, 'search.db'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes the rows as they would have come to be; searching reads no movement. */
function fill(path: string): void {
  const { client } = openDatabase({ path });
  const add = client.prepare(
    `INSERT INTO serial (${rowColumns.join(', ')}) VALUES (${rowColumns.map(() => '?').join(', ')})`
  );
  client.transaction(() => {
    for (const row of searchBenchRows(SERIALS, seededRandom(1))) {
      add.run(...changingValues(row), row.productId, row.serialKey);
    }
    client.prepare('UPDATE feed SET last_seq = ?').run(SERIALS);
  })();
  client.close();
}

async function open(path: string): Promise<ServiceContext & { device: { id: string } }> {
  const store = openSqliteStore({ path, newEpoch: idFactory(8)() });
  return { store, now: () => 0, randomBytes, version: 'bench', device: DEVICE, warn: console.warn };
}

/** Milliseconds of one search. */
interface Took {
  clock: number;
  processor: number;
}

async function timed(ask: () => Promise<{ ok: boolean }>): Promise<Took> {
  const before = process.cpuUsage();
  const startedAt = performance.now();
  const found = await ask();
  JSON.stringify(found);
  const clock = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(before);
  if (!found.ok) throw new Error(JSON.stringify(found));
  return { clock, processor: (user + system) / 1000 };
}

const search = (ctx: ServiceContext, input: Params): Promise<Took> =>
  timed(() => searchSerials({ ctx, input: { limit: '50', ...input } }));

const near = (ctx: ServiceContext, q: string): Promise<Took> =>
  timed(() => nearSerials({ ctx, input: { q } }));

async function measure(path: string): Promise<SearchRow[]> {
  fill(path);
  const ctx = await open(path);
  await ctx.store.putCatalogue(searchBenchCatalogue);
  await ctx.store.addDevice({ ...DEVICE, tokenHash: '', enrolledAt: 0 });
  const memoryBefore = process.memoryUsage().rss;
  const first = await search(ctx, {});
  const memory = process.memoryUsage().rss - memoryBefore;
  const quiet = await askAll(ctx);
  const misread = await askNear(ctx);
  const afterBatches = await askBetweenBatches(ctx);
  await ctx.store.close();
  const all = [...quiet.values()].flat();
  return [
    ...[...quiet].map(([name, times]) => row(`${name}: p95`, 'ms', percentile(clockOf(times), 0.95))),
    ...summary('all of these', all),
    ...summary('did you mean', misread),
    ...summary(`after a batch of ${BATCH} movements each`, afterBatches),
    row('first search of a process', 'ms', first.clock),
    row('memory for it', 'MB', memory / 1e6)
  ];
}

const clockOf = (times: readonly Took[]): number[] => times.map(({ clock }) => clock);

function summary(name: string, times: readonly Took[]): SearchRow[] {
  const clock = clockOf(times);
  const processor = times.map((took) => took.processor);
  return [
    row(`${name}: p50`, 'ms', percentile(clock, 0.5)),
    row(`${name}: p95 (target 20)`, 'ms', percentile(clock, 0.95)),
    row(`${name}: max`, 'ms', Math.max(...clock)),
    row(`${name}: processor p95`, 'ms', percentile(processor, 0.95))
  ];
}

/** The questions take turns, so that a noisy machine disturbs all alike; the first turns warm up. */
async function askAll(ctx: ServiceContext): Promise<Map<string, Took[]>> {
  const random = seededRandom(2);
  const times = new Map(Object.keys(questions).map((name) => [name, [] as Took[]]));
  for (let round = -3; round < ROUNDS; round++) {
    for (const [name, ask] of Object.entries(questions)) {
      const took = await search(ctx, ask(random));
      if (round >= 0) times.get(name)?.push(took);
    }
  }
  return times;
}

/** Serials read with one digit wrong, or an O for a 0. */
async function askNear(ctx: ServiceContext): Promise<Took[]> {
  const random = seededRandom(4);
  const times: Took[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const serial = `SN-2024-${String(3 * random.below(333_333)).padStart(7, '0')}`;
    const at = serial.length - 1 - random.below(6);
    times.push(await near(ctx, serial.slice(0, at) + random.pick(['O', 'X', '7']) + serial.slice(at + 1)));
  }
  return times;
}

async function askBetweenBatches(ctx: ServiceContext & { store: Store }): Promise<Took[]> {
  const random = seededRandom(3);
  const productIds = searchBenchCatalogue.products.map(({ id }) => id);
  const workload = movementBatches({ seed: 1, deviceId: DEVICE.id, productIds, size: BATCH });
  const asked = Object.values(questions);
  const times: Took[] = [];
  for (let turn = 0; turn < 4 * asked.length; turn++) {
    const movements: readonly Movement[] = workload.next().value ?? [];
    await ctx.store.appendMovements({
      carrierDeviceId: DEVICE.id,
      arrivedAt: movements.at(-1)?.recordedAt ?? 0,
      clockOffsetMs: 0,
      arrivals: movements.map((movement) => ({ movement, correctedAt: undefined }))
    });
    times.push(await search(ctx, asked[turn % asked.length]?.(random) ?? {}));
  }
  return times;
}

const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;

const row = (name: string, unit: string, value: number): SearchRow => ({
  bench: 'search',
  name,
  unit,
  value: Math.round(value * 100) / 100,
  serials: SERIALS,
  page: 50
});

if (isMainThread && process.argv[1] === import.meta.filename) console.table(await run());
