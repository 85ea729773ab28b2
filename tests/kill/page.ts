import { recordMovement } from '../../src/lib/db/commands/record-movement.ts';
import { setDeviceIdentity } from '../../src/lib/db/commands/set-device-identity.ts';
import { openDatabase, type DouchetteDatabase } from '../../src/lib/db/database.ts';
import { createQueueGuard, type QueueGuard } from '../../src/lib/db/safety/queue-guard.ts';
import { storedMark } from '../../src/lib/db/safety/stored-mark.ts';
import { opfsQueueCopy } from '../../src/lib/db/safety/worker-queue-copy.ts';
import { uuidV7 } from '../../src/lib/domain/id.ts';
import { MICROS_PER_UNIT } from '../../src/lib/domain/quantity.ts';
import { queueCopyCases } from '../conformance/queue-copy.conformance.ts';
import { movementFactory } from '../factories/movements.ts';
import type { Found, Scan } from './report.ts';

/**
 * The page side of the kill test: the app's own storage, with nothing drawn. It
 * says what it found after the last kill, and then scans until it is killed.
 */
const randomBytes = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));
const newId = (): string => uuidV7({ now: Date.now(), random: randomBytes(10) });

const post = (path: string, body: unknown): Promise<Response> =>
  fetch(path, { method: 'POST', body: JSON.stringify(body) });

async function scansIn(db: DouchetteDatabase): Promise<Scan[]> {
  const rows = await db.outbox.toArray();
  return rows.map(({ id, movement: { origin } }) => ({
    id,
    place: `${origin.incarnation} ${origin.sequence}`
  }));
}

/** As after a push: what was checked leaves the second copy, and the database does not grow for ever. */
async function acknowledgeAll(db: DouchetteDatabase, guard: QueueGuard): Promise<void> {
  const acknowledgement = { epoch: newId(), seq: 1, arrivedAt: Date.now() };
  await db.outbox.toCollection().modify({ state: 'acknowledged', acknowledgement });
  await guard.level();
  const old = await db.outbox.toCollection().primaryKeys();
  await db.outbox.bulkDelete(old.slice(0, -20));
}

async function scanForEver(db: DouchetteDatabase, guard: QueueGuard): Promise<never> {
  for (let number = 1; ; number += 1) {
    const result = await recordMovement(db, {
      draft: {
        kind: 'receipt',
        productId: 'router',
        quantityMicros: MICROS_PER_UNIT,
        serial: `SN-${number}`,
        toLocationId: 'a-01',
        effectiveDate: '2026-03-02',
        operator: { id: '018f0000-0000-7000-8000-000000000001', name: 'Aline' },
        capture: 'camera',
        rawScan: `0103760001000016 21SN-${number}`
      },
      now: Date.now(),
      monotonicMs: performance.now(),
      bootId: 'kill',
      random: randomBytes(10),
      afterCommit: (rows) => guard.recorded(rows)
    });
    // This is where the good beep sounds.
    if (result.ok) void post('/beep', result.value.id);
    else await post('/failed', result.error);
  }
}

async function killRound(durability: 'strict' | 'relaxed'): Promise<void> {
  const db = await openDatabase('kill', { durability });
  const copy = opfsQueueCopy();
  const guard = createQueueGuard({
    db,
    copy,
    marks: storedMark(() => localStorage),
    now: () => Date.now(),
    random: randomBytes
  });
  const inDatabase = await scansIn(db);
  const held = await copy.read();
  await guard.begin();
  const found: Found = {
    inDatabase,
    inCopy: held.ok ? held.value.unsent.map(({ id }) => id) : [],
    damaged: held.ok ? held.value.damaged : 0,
    copyState: guard.state,
    told: (await db.readMeta('restoration')) ?? null,
    after: await scansIn(db)
  };
  await post('/found', found);
  await acknowledgeAll(db, guard);
  await db.meta.delete('restoration');
  if (!(await db.readMeta('identity'))?.deviceId) {
    const at = { now: Date.now(), random: randomBytes(10) };
    await setDeviceIdentity(db, { deviceId: newId(), deviceName: 'kill', ...at });
    await guard.level();
  }
  await scanForEver(db, guard);
}

/** The conformance suite of the second copy, on real files. @returns what failed */
async function conformance(): Promise<string[]> {
  const next = movementFactory(3);
  const rows = Array.from({ length: 300 }, () => next()).map((movement) => ({ id: movement.id, movement }));
  const mark = { deviceId: newId(), deviceName: 'x', incarnation: next.incarnation, next: 1, operator: null };
  const problems: string[] = [];
  for (const { name, run } of queueCopyCases) {
    const root = await navigator.storage.getDirectory();
    await root.removeEntry('douchette-queue', { recursive: true }).catch(() => undefined);
    await run({ open: () => opfsQueueCopy(), rows, mark }).catch((error: unknown) => {
      problems.push(`${name}: ${String(error)}`);
    });
  }
  return problems;
}

const asked = new URLSearchParams(location.search);
const durability = asked.get('durability');
if (durability === 'strict' || durability === 'relaxed') {
  killRound(durability).catch((error: unknown) => post('/failed', String(error)));
} else {
  void conformance().then((problems) => post('/conformance', problems));
}
