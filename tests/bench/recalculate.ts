import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoCatalogue } from '../../server/services/demo/demo-catalogue.ts';
import { STEP_ROWS } from '../../server/services/upkeep/upkeep-job.ts';
import { openDatabase } from '../../server/store/sqlite/open-database.ts';
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts';
import type { Store } from '../../server/store/store.ts';
import { upkeepSteps, type Step } from '../../server/store/upkeep.ts';
import type { Movement } from '../../src/lib/domain/movement/movement.ts';
import { idFactory } from '../factories/movements.ts';
import { movementBatches } from '../factories/workload.ts';

/**
 * Upkeep of a store of a million movements, in the steps that the running server
 * takes: recalculate them all, put them all away, recalculate from the archive.
 * The longest step is how long another request may have to wait.
 */

const MOVEMENTS = 1_000_000;
const BATCH = 500;

interface UpkeepRow {
  bench: 'recalculate';
  name: string;
  unit: string;
  value: number;
  [condition: string]: string | number;
}

async function fill(store: Store): Promise<number> {
  const newId = idFactory(7);
  const deviceId = newId();
  await store.initialise(demoCatalogue);
  await store.addDevice({ id: deviceId, name: 'bench', tokenHash: '', enrolledAt: 0 });
  const productIds = demoCatalogue.products.map(({ id }) => id);
  const workload = movementBatches({ seed: 1, deviceId, productIds, size: BATCH });
  let arrivedAt = 0;
  for (let made = 0; made < MOVEMENTS; made += BATCH) {
    const movements: readonly Movement[] = workload.next().value ?? [];
    arrivedAt = movements.at(-1)?.recordedAt ?? arrivedAt;
    const arrivals = movements.map((movement) => ({ movement, correctedAt: undefined }));
    await store.appendMovements({ carrierDeviceId: deviceId, arrivedAt, clockOffsetMs: 0, arrivals });
  }
  return arrivedAt;
}

/** Takes all steps; seconds of the whole, milliseconds of the longest. */
async function timed(take: (step: Step) => Promise<{ next: number | null; movements: number }>) {
  let [longest, movements] = [0, 0];
  const startedAt = performance.now();
  const steps = upkeepSteps(STEP_ROWS, async (step) => {
    const stepAt = performance.now();
    const made = await take(step);
    longest = Math.max(longest, performance.now() - stepAt);
    return made;
  });
  for await (const made of steps) movements += made.movements;
  return { seconds: (performance.now() - startedAt) / 1000, longest, movements };
}

const row = (name: string, unit: string, value: number, movements: number): UpkeepRow => ({
  bench: 'recalculate',
  name,
  unit,
  value: Math.round(value * 100) / 100,
  movements
});

async function recalculateAll(store: Store) {
  return timed(async (step) => {
    const written = await store.recalculate({ ...step, at: 0 });
    if (!written.ok || written.value.differences.length > 0)
      throw new Error('the store is not as it should be');
    return written.value;
  });
}

/** What the pages in use weigh, in MiB. */
function weightOf(path: string): number {
  const { client } = openDatabase({ path });
  client.exec('VACUUM');
  client.pragma('wal_checkpoint(TRUNCATE)');
  client.close();
  return statSync(path).size / 2 ** 20;
}

export async function run(): Promise<UpkeepRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'douchette-bench-'));
  try {
    const path = join(folder, 'upkeep.db');
    const store = openSqliteStore({ path, newEpoch: idFactory(3)() });
    const before = (await fill(store)) + 86_400_000;
    const whole = await recalculateAll(store);
    const full = weightOf(path);
    const purged = await timed(async (step) => {
      const written = await store.purge({ ...step, before, scope: 'all' });
      if (!written.ok) throw new Error(written.code);
      return written.value;
    });
    const packed = weightOf(path);
    const archived = await recalculateAll(store);
    await store.close();
    return [
      row('recalculate', 's', whole.seconds, whole.movements),
      row('recalculate, longest step', 'ms', whole.longest, whole.movements),
      row('purge', 's', purged.seconds, purged.movements),
      row('purge, longest step', 'ms', purged.longest, purged.movements),
      row('recalculate from the archive', 's', archived.seconds, archived.movements),
      row('database before the purge', 'MiB', full, purged.movements),
      row('database after it', 'MiB', packed, purged.movements)
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
