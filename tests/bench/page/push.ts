import { openDatabase } from '../../../src/lib/db/database.ts';
import { recordMovements } from '../../../src/lib/db/commands/record-movements.ts';
import { ID_BYTES } from '../../../src/lib/db/commands/stamp-drafts.ts';
import { readQueueSummary } from '../../../src/lib/db/queries/queue.ts';
import { createQueueGuard } from '../../../src/lib/db/safety/queue-guard.ts';
import { storedMark } from '../../../src/lib/db/safety/stored-mark.ts';
import { opfsQueueCopy } from '../../../src/lib/db/safety/worker-queue-copy.ts';
import { MICROS_PER_UNIT } from '../../../src/lib/domain/quantity.ts';
import { platformRandom } from '../../../src/lib/sync/browser-device.ts';
import { startDevice } from '../../../src/lib/sync/device.ts';

export interface PushTimes {
  /** From the start of the app until nothing waits any more, ms. */
  pushedMs: number;
  /** Until what came of them was pulled too, ms. */
  syncedMs: number;
}

const RECORDED_AT_ONCE = 500;

/** An enrolled device with the catalogue, and then so many scans of a day without a network. */
async function fillQueue(movements: number): Promise<void> {
  const device = await startDevice({ deviceName: 'bench' });
  const { phase } = await device.sync.settled();
  if (phase !== 'idle') throw new Error(phase);
  await device.stop();
  const db = await openDatabase();
  const products = await db.products.toCollection().primaryKeys();
  const locations = await db.locations.toCollection().primaryKeys();
  for (let from = 0; from < movements; from += RECORDED_AT_ONCE) {
    const count = Math.min(RECORDED_AT_ONCE, movements - from);
    const drafts = Array.from({ length: count }, (_, at) => ({
      kind: 'receipt' as const,
      productId: products[(from + at) % products.length] ?? null,
      quantityMicros: MICROS_PER_UNIT,
      serial: `QUEUED-${String(from + at).padStart(6, '0')}`,
      toLocationId: locations[(from + at) % locations.length],
      effectiveDate: '2026-03-02',
      operator: { id: '018f0000-0000-7000-8000-000000000001', name: 'Aline' },
      capture: 'camera' as const,
      rawScan: `0103760001000016 21QUEUED-${from + at}`
    }));
    const recorded = await recordMovements(db, {
      drafts,
      group: false,
      now: Date.now(),
      monotonicMs: performance.now(),
      bootId: 'bench',
      random: platformRandom(ID_BYTES * (count + 1))
    });
    if (!recorded.ok) throw new Error(recorded.error.code);
  }
  db.close();
}

/** A device that comes back to the network with so many movements waiting, its second copy kept as in the app. */
export async function push(input: { movements: number }): Promise<PushTimes> {
  await fillQueue(input.movements);
  const db = await openDatabase();
  const guard = createQueueGuard({
    db,
    copy: opfsQueueCopy(),
    marks: storedMark(() => localStorage),
    now: () => Date.now(),
    random: platformRandom
  });
  await guard.begin();
  await guard.level();
  const startedAt = performance.now();
  const device = await startDevice({ db, guard, deviceName: 'bench' });
  const { promise: pushed, resolve } = Promise.withResolvers<number>();
  const leave = device.sync.subscribe(({ phase }) => {
    if (phase === 'pulling') resolve(performance.now() - startedAt);
  });
  const { phase, error } = await device.sync.settled();
  const syncedMs = performance.now() - startedAt;
  leave();
  const { waiting } = await readQueueSummary(db);
  if (phase !== 'idle' || waiting > 0) throw new Error(`${phase}, ${waiting} wait, ${error?.code}`);
  const pushedMs = await pushed;
  await device.stop();
  return { pushedMs, syncedMs };
}
