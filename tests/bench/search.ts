import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { isMainThread } from 'node:worker_threads';
import type { ServiceContext } from '../../server/services/context.ts';
import { seededRandom, type SeededRandom } from '../../server/services/demo/random.ts';
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
 * were not asked just before.
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
  return { store, now: () => 0, randomBytes, version: 'bench', device: DEVICE };
}

async function timed(ctx: ServiceContext, input: Params): Promise<number> {
  const startedAt = performance.now();
  const found = await searchSerials({ ctx, input: { limit: '50', ...input } });
  JSON.stringify(found);
  const took = performance.now() - startedAt;
  if (!found.ok) throw new Error(JSON.stringify(found.error));
  return took;
}

async function measure(path: string): Promise<SearchRow[]> {
  fill(path);
  const ctx = await open(path);
  await ctx.store.putCatalogue(searchBenchCatalogue);
  await ctx.store.addDevice({ ...DEVICE, tokenHash: '', enrolledAt: 0 });
  const memoryBefore = process.memoryUsage().rss;
  const first = await timed(ctx, {});
  const memory = process.memoryUsage().rss - memoryBefore;
  const quiet = await askAll(ctx);
  const afterBatches = await askBetweenBatches(ctx);
  await ctx.store.close();
  const all = [...quiet.values()].flat();
  return [
    ...[...quiet].flatMap(([name, times]) => [row(`${name}: p95`, 'ms', percentile(times, 0.95))]),
    row('all of these: p50', 'ms', percentile(all, 0.5)),
    row('all of these: p95 (target 20)', 'ms', percentile(all, 0.95)),
    row('all of these: max', 'ms', Math.max(...all)),
    row(`after a batch of ${BATCH} movements each: p50`, 'ms', percentile(afterBatches, 0.5)),
    row(`after a batch of ${BATCH} movements each: p95`, 'ms', percentile(afterBatches, 0.95)),
    row('first search after a start', 'ms', first),
    row('memory for it', 'MB', memory / 1e6)
  ];
}

/** The questions take turns, so that a noisy machine disturbs all alike; the first turns warm up. */
async function askAll(ctx: ServiceContext): Promise<Map<string, number[]>> {
  const random = seededRandom(2);
  const times = new Map(Object.keys(questions).map((name) => [name, [] as number[]]));
  for (let round = -3; round < ROUNDS; round++) {
    for (const [name, ask] of Object.entries(questions)) {
      const took = await timed(ctx, ask(random));
      if (round >= 0) times.get(name)?.push(took);
    }
  }
  return times;
}

async function askBetweenBatches(ctx: ServiceContext & { store: Store }): Promise<number[]> {
  const random = seededRandom(3);
  const productIds = searchBenchCatalogue.products.map(({ id }) => id);
  const workload = movementBatches({ seed: 1, deviceId: DEVICE.id, productIds, size: BATCH });
  const asked = Object.values(questions);
  const times: number[] = [];
  for (let turn = 0; turn < 4 * asked.length; turn++) {
    const movements: readonly Movement[] = workload.next().value ?? [];
    await ctx.store.appendMovements({
      carrierDeviceId: DEVICE.id,
      arrivedAt: movements.at(-1)?.recordedAt ?? 0,
      clockOffsetMs: 0,
      arrivals: movements.map((movement) => ({ movement, correctedAt: undefined }))
    });
    times.push(await timed(ctx, asked[turn % asked.length]?.(random) ?? {}));
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
