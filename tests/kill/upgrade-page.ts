import { recordMovement } from '../../src/lib/db/commands/record-movement.ts';
import { ID_BYTES } from '../../src/lib/db/commands/stamp-drafts.ts';
import { openDatabase, type DouchetteDatabase } from '../../src/lib/db/database.ts';
import { createQueueGuard, type QueueGuard } from '../../src/lib/db/safety/queue-guard.ts';
import { storedMark } from '../../src/lib/db/safety/stored-mark.ts';
import { opfsQueueCopy } from '../../src/lib/db/safety/worker-queue-copy.ts';
import { uuidV7 } from '../../src/lib/domain/id.ts';
import { MICROS_PER_UNIT } from '../../src/lib/domain/quantity.ts';
import { leaveOlderDevice, olderDatabase } from '../factories/older-device.ts';
import { movementFactory } from '../factories/movements.ts';
import type { Looked, TwoTabs, Upgraded } from './upgrade-report.ts';

/**
 * The page side of the upgrade tests: the app's own storage, with nothing drawn. It
 * leaves a database as an older app did, brings one up to date, or scans on in an
 * older tab while another one does.
 */
const NAME = 'upgraded';
const randomBytes = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));
const newId = (): string => uuidV7({ now: Date.now(), random: randomBytes(10) });
const asked = new URLSearchParams(location.search);
const version = Number(asked.get('version') ?? 1);
const waiting = Number(asked.get('waiting') ?? 0);

const post = (path: string, body: unknown): Promise<Response> =>
  fetch(path, { method: 'POST', body: JSON.stringify(body) });

const answerOf = <Value>(request: IDBRequest<Value>): Promise<Value> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

function guardOf(db: DouchetteDatabase): QueueGuard {
  return createQueueGuard({
    db,
    copy: opfsQueueCopy(),
    marks: storedMark(() => localStorage),
    now: () => Date.now(),
    random: randomBytes
  });
}

/** As an older app left it after a day without a network, its second copy beside it. */
async function fill(): Promise<string[]> {
  const gone = indexedDB.deleteDatabase(NAME);
  await answerOf(gone);
  const root = await navigator.storage.getDirectory();
  await root.removeEntry('douchette-queue', { recursive: true }).catch(() => undefined);
  localStorage.clear();
  const make = movementFactory(Number(asked.get('seed') ?? 1), {
    deviceId: newId(),
    incarnation: newId(),
    startAt: Date.now()
  });
  const ids = await leaveOlderDevice({ name: NAME, version, make, waiting });
  const older = olderDatabase(NAME, version);
  await older.open();
  const guard = guardOf(older);
  await guard.begin();
  await guard.level();
  await guard.close();
  older.close();
  return ids;
}

/** What lies there, before anything of the app touches it; opening by no version changes nothing. */
async function look(): Promise<Looked> {
  const known = await indexedDB.databases();
  if (!known.some(({ name }) => name === NAME)) return { native: null, waiting: 0 };
  const db = await answerOf(indexedDB.open(NAME));
  const { version: native } = db;
  const hasQueue = db.objectStoreNames.contains('outbox');
  const count = hasQueue ? await answerOf(db.transaction('outbox').objectStore('outbox').count()) : 0;
  db.close();
  return { native, waiting: count };
}

async function upgrade(): Promise<Upgraded> {
  const looked = await look();
  await post('/begin', looked);
  const db = await openDatabase(NAME);
  const guard = guardOf(db);
  await guard.begin();
  const ids = await db.outbox.toCollection().primaryKeys();
  const told = (await db.readMeta('restoration')) !== undefined;
  await guard.close();
  const native = db.backendDB().version;
  db.close();
  return { looked, native, ids, told };
}

/** This tab is of the older app and scans; another one, in a frame, is of the newest and upgrades. */
async function scanBesideUpgrade(): Promise<TwoTabs> {
  const ids = await fill();
  const older = olderDatabase(NAME, version);
  await older.open();
  const tab = document.createElement('iframe');
  const upgraded = new Promise<Upgraded>((resolve) =>
    addEventListener('message', ({ data }) => resolve(data as Upgraded), { once: true })
  );
  tab.src = '/?do=upgrade-tab';
  const beganAt = performance.now();
  document.body.append(tab);
  const stored: string[] = [];
  const refused: string[] = [];
  let isUpgraded = false;
  void upgraded.then(() => (isUpgraded = true));
  for (let number = 0, after = 5; after > 0; number += 1) {
    const result = await recordMovement(older, {
      draft: {
        kind: 'receipt',
        productId: 'router',
        quantityMicros: MICROS_PER_UNIT,
        serial: `TAB-${number}`,
        toLocationId: 'a-01',
        effectiveDate: '2026-03-02',
        operator: { id: '018f0000-0000-7000-8000-000000000001', name: 'Aline' },
        capture: 'camera'
      },
      now: Date.now(),
      monotonicMs: performance.now(),
      bootId: 'tab',
      random: randomBytes(ID_BYTES)
    });
    if (result.ok) stored.push(result.value.id);
    else refused.push(result.error.code);
    if (isUpgraded) after -= 1;
  }
  await upgraded;
  const tookMs = Math.round(performance.now() - beganAt);
  older.close();
  const newest = await openDatabase(NAME);
  const held = await newest.outbox.toCollection().primaryKeys();
  newest.close();
  return { before: ids, stored, refused, held, tookMs };
}

const tasks: Record<string, () => Promise<unknown>> = {
  fill: async () => post('/filled', await fill()),
  upgrade: async () => post('/upgraded', await upgrade()),
  'upgrade-tab': async () => parent.postMessage(await upgrade(), '*'),
  tabs: async () => post('/tabs', await scanBesideUpgrade())
};
tasks[asked.get('do') ?? '']?.().catch((error: unknown) => post('/failed', String(error)));
