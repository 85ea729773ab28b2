import { Dexie } from 'dexie';
import { expect, test } from 'vitest';
import {
  draftOf,
  memoryIndexedDB,
  openTestDatabase,
  testId,
  TEST_EPOCH_MS
} from '../../../tests/factories/device.ts';
import { cutSegments, everyStoredRow, takeOverSet } from '../../../tests/factories/segments.ts';
import { movementFactory } from '../../../tests/factories/movements.ts';
import { defaultSettings, plainProduct } from '../domain/catalogue/catalogue.ts';
import { productSchema } from '../domain/catalogue/catalogue-schemas.ts';
import { emptySerialRow } from '../domain/serial/serial-row.ts';
import { versionedRowSchema } from '../protocol/rows.ts';
import { recordMovement } from './commands/record-movement.ts';
import { openDatabase } from './database.ts';
import { readQueueSummary, readWaiting } from './queries/queue.ts';
import { readSerialView } from './queries/serial-view.ts';
import { productByGtin, readSettings } from './queries/catalogue.ts';
import { listOpenWork } from './queries/work.ts';
import { countSerials } from './serials/read-rows.ts';
import { schemaVersions } from './schema.ts';

const NAME = 'upgraded';
const storage = memoryIndexedDB();
const make = movementFactory(1);
const identity = { deviceId: make.deviceId, deviceName: 'phone', incarnation: make.incarnation };
const received = make({ productId: 'router', serial: 'SN-1' });
const unknown = make({ productId: null, serial: 'SN-2' });
const { serial: _serial, ...counted } = make({ productId: 'router', lot: 'L1', quantityMicros: 5_000_000 });
const shipped = make({ productId: 'router', serial: 'SN-1', kind: 'shipment' });

const outboxRow = (movement: ReturnType<typeof make>) => ({
  id: movement.id,
  state: 'waiting',
  ...(movement.serial && movement.productId && { productId: 'router', serialKey: movement.serial }),
  movement,
  acknowledgement: null,
  refusal: null,
  answeredAt: null
});

/** A device as the first version of the app left it. */
async function fillFirstVersion(): Promise<void> {
  const db = new Dexie(NAME, storage);
  db.version(1).stores(schemaVersions[1] ?? {});
  await db.open();
  const {
    warnings: _w,
    alias: _a,
    acceptances: _c,
    ...row
  } = emptySerialRow({
    productId: 'router',
    serialKey: 'SN-1',
    serial: 'SN-1'
  });
  const { container: _n, ...state } = row.state;
  const anomaly = {
    id: `exit-without-entry:${received.id}`,
    type: 'exit-without-entry',
    movementId: received.id,
    againstMovementId: null
  };
  await db.table('serials').bulkAdd([
    { ...row, state, anomalies: [anomaly], movementCount: 1, version: 7 },
    { ...row, state, serialKey: 'SN-9', serial: 'SN-9', version: 8 }
  ]);
  await db.table('products').add({
    id: 'router',
    code: 'RT',
    label: 'Routeur',
    gtins: [],
    unit: 'pièce',
    tracking: 'serial',
    serialRequired: 'both',
    exactCase: false
  });
  const { closedBefore: _b, currency: _d, ...settings } = defaultSettings;
  await db.table('feed').bulkAdd([
    { key: 'settings', value: { ...settings, stockManagement: false, serialsOnMovements: false } },
    { key: 'cursor', value: { epoch: make.deviceId, seq: 8 } },
    { key: 'lastSyncedAt', value: TEST_EPOCH_MS }
  ]);
  await db.table('meta').bulkAdd([
    { key: 'identity', value: identity },
    { key: 'sequence', value: { next: 5, lastRecordedAt: TEST_EPOCH_MS } }
  ]);
  await db.table('outbox').bulkAdd([received, unknown, counted, shipped].map(outboxRow));
  const stamp = { seq: 7, carrierDeviceId: make.deviceId, arrivedAt: TEST_EPOCH_MS };
  await db.table('movements').add({
    id: counted.id,
    seq: 7,
    committed: { movement: counted, stamp, deviceName: 'phone' }
  });
  db.close();
}

test('a database of the first version opens with everything that newer code reads, its queue untouched', async () => {
  await fillFirstVersion();
  const db = await openDatabase(NAME, storage);

  const [flagged, plain] = await db.serials.orderBy('version').toArray();
  expect(flagged).toMatchObject({ warnings: [], alias: null, acceptances: [], open: 1 });
  expect(plain).not.toHaveProperty('open');
  const { open: _open, ...row } = flagged ?? {};
  expect(versionedRowSchema.safeParse(row).success).toBe(true);
  expect(await db.serials.where('open').equals(1).count()).toBe(1);

  const product = await db.products.get('router');
  expect(productSchema.parse(product)).toMatchObject({ packs: [], serialPattern: null, archived: false });
  expect(await readSettings(db)).toEqual({
    lotManagement: true,
    stockManagement: false,
    serialsOnMovements: false,
    closedBefore: null,
    currency: 'EUR'
  });

  expect(await readWaiting(db, { limit: 9, skip: 0 })).toEqual([received, unknown, counted, shipped]);
  expect(await readQueueSummary(db)).toMatchObject({ waiting: 4, parked: 0 });
  expect(
    (await db.outbox.where('stockKeys').equals('router/loc-1/L1').toArray()).map(({ id }) => id)
  ).toEqual([counted.id]);
  expect((await db.outbox.where('nameless').equals(1).toArray()).map(({ id }) => id)).toEqual([unknown.id]);
  expect(await db.movements.where('stockKeys').equals('router/loc-1/L1').count()).toBe(1);

  const view = await readSerialView(db, { productId: 'router', serialKey: 'SN-1' });
  expect(view).toMatchObject({ row: { state: { status: 'delivered' } }, standing: 'provisional' });
  const next = await recordMovement(db, {
    draft: draftOf(),
    now: TEST_EPOCH_MS,
    monotonicMs: 1,
    bootId: 'boot',
    random: new Uint8Array(10)
  });
  expect(next).toMatchObject({
    ok: true,
    value: { origin: { deviceId: make.deviceId, incarnation: make.incarnation, sequence: 5 } }
  });
  db.close();
});

test('stock by quantity is not known until it is read anew, so the feed begins again', async () => {
  const db = await openDatabase(NAME, storage);
  expect(await db.readFeed('cursor')).toBeUndefined();
  expect(await db.readFeed('lastSyncedAt')).toBe(TEST_EPOCH_MS);
  expect(await db.stock.count()).toBe(0);
  db.close();
});

test('products and rows of the fourth version get what pallets and pack barcodes are found by', async () => {
  const stored = memoryIndexedDB();
  const older = new Dexie(NAME, stored);
  for (const version of [1, 2, 3, 4]) older.version(version).stores(schemaVersions[version] ?? {});
  await older.open();
  const row = emptySerialRow({ productId: 'router', serialKey: 'SN-1', serial: 'SN-1' });
  const { container: _n, ...state } = row.state;
  await older.table('serials').add({ ...row, state, version: 7 });
  const pack = { unit: 'carton', quantityMicros: 12_000_000, gtin: '13760001000013' };
  await older
    .table('products')
    .add(plainProduct({ id: 'router', code: 'RT', label: 'Routeur', packs: [pack] }));
  older.close();

  const db = await openDatabase(NAME, stored);
  expect(versionedRowSchema.parse(await db.serials.get(['router', 'SN-1']))).toMatchObject({
    state: { container: null }
  });
  expect((await productByGtin(db, pack.gtin))?.id).toBe('router');
});

test('rows and waiting movements of the fifth version stay, and the first set of segments takes the place of the rows', async () => {
  const stored = memoryIndexedDB();
  const older = new Dexie(NAME, stored);
  for (const version of [1, 2, 3, 4, 5]) older.version(version).stores(schemaVersions[version] ?? {});
  await older.open();
  const rowOf = (serial: string, version: number) => ({
    ...emptySerialRow({ productId: 'router', serialKey: serial, serial }),
    version
  });
  await older.table('serials').bulkAdd([rowOf('A', 3), rowOf('B', 9)]);
  const device = await openTestDatabase();
  await recordMovement(device.db, device.input(draftOf({ serial: 'A', kind: 'shipment' })));
  const waiting = await device.db.outbox.toArray();
  await older.table('outbox').bulkAdd(waiting);
  const cursor = { epoch: testId(device.random), seq: 4 };
  await older.table('feed').bulkAdd([
    { key: 'cursor', value: cursor },
    { key: 'snapshot', value: { cursor, next: null, done: 1, total: 2 } }
  ]);
  older.close();

  const db = await openDatabase(NAME, stored);
  expect(await db.feed.get('snapshot')).toBeUndefined();
  expect(await db.outbox.toArray()).toEqual(waiting);
  const identity = { productId: 'router', serialKey: 'A' };
  expect(await readSerialView(db, identity)).toMatchObject({ standing: 'provisional', serverVersion: 3 });
  expect(await countSerials(db)).toBe(2);
  const newer = await cutSegments([rowOf('A', 5), rowOf('B', 6)], { cursor: { ...cursor, seq: 7 }, size: 1 });
  await takeOverSet(db, newer, true);
  expect(await readSerialView(db, identity)).toMatchObject({ standing: 'provisional', serverVersion: 5 });
  expect((await everyStoredRow(db)).map(({ version }) => version)).toEqual([5, 9]);
  expect(await db.readFeed('cursor')).toEqual(cursor);
  expect(await db.outbox.toArray()).toEqual(waiting);
  db.close();
  device.db.close();
});

test('what waits from the seventh version stays, and is in no work session', async () => {
  const stored = memoryIndexedDB();
  const older = new Dexie(NAME, stored);
  for (const version of [1, 2, 3, 4, 5, 6, 7]) older.version(version).stores(schemaVersions[version] ?? {});
  await older.open();
  const device = await openTestDatabase();
  await recordMovement(device.db, device.input(draftOf({ serial: 'A', document: 'BL-1' })));
  const waiting = await device.db.outbox.toArray();
  await older.table('outbox').bulkAdd(waiting);
  older.close();

  const db = await openDatabase(NAME, stored);
  expect(await db.outbox.toArray()).toEqual(waiting);
  expect(await db.outbox.orderBy('workId').count()).toBe(0);
  expect(await listOpenWork(db)).toEqual([]);
  db.close();
});
