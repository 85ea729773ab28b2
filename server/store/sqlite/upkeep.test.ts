import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testCatalogue } from '../../../tests/factories/catalogue.ts';
import { FACTORY_START, idFactory, movementFactory } from '../../../tests/factories/movements.ts';
import type { Movement } from '../../../src/lib/domain/movement/movement.ts';
import type { Store } from '../store.ts';
import { openDatabase } from './open-database.ts';
import { openSqliteStore } from './sqlite-store.ts';

let folder: string;
let path: string;
let store: Store;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'douchette-test-'));
  path = join(folder, 'upkeep.db');
  store = openSqliteStore({ path, newEpoch: idFactory(1)() });
  await store.initialise(testCatalogue);
  const make = movementFactory(1);
  await store.appendMovements({
    carrierDeviceId: make.deviceId,
    arrivedAt: FACTORY_START,
    clockOffsetMs: 0,
    arrivals: ['A', 'A', 'B'].map((serial, at) => ({
      movement: make({ serial, kind: at === 1 ? 'shipment' : 'receipt' }),
      correctedAt: undefined
    }))
  });
});

afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

/** Another hand in the file. */
function damage(sql: string): void {
  const { client } = openDatabase({ path });
  client.exec(sql);
  client.close();
}

test('recalculating names what is wrong with a damaged row and puts it right', async () => {
  const identity = { productId: 'product-1', serialKey: 'A' };
  const before = await store.readSerial(identity);
  damage(`UPDATE serial SET status = 'in-stock', movement_count = 7 WHERE serial_key = 'A'`);
  const first = await store.recalculate({ of: 'serial', after: 0, limit: 10, at: FACTORY_START });
  expect(first).toMatchObject({
    ok: true,
    value: { rows: 2, movements: 3, differences: [{ ...identity, fields: ['state', 'movementCount'] }] }
  });
  const after = await store.readSerial(identity);
  expect(after?.row).toEqual({ ...before?.row, version: after?.row.version });
  expect(after?.row.version).toBeGreaterThan(before?.row.version ?? 0);
  expect(await store.recalculate({ of: 'serial', after: 0, limit: 10, at: FACTORY_START })).toMatchObject({
    ok: true,
    value: { differences: [] }
  });
});

test('a damaged stock row is named, put right and told by the feed', async () => {
  const make = movementFactory(2);
  const { serial: _serial, ...bulk } = make({ quantityMicros: 5_000_000 });
  await store.appendMovements({
    carrierDeviceId: make.deviceId,
    arrivedAt: FACTORY_START,
    clockOffsetMs: 0,
    arrivals: [{ movement: bulk, correctedAt: undefined }]
  });
  const [before] = (await store.readSnapshot()).stock;
  damage('UPDATE stock SET quantity_micros = 7');
  const cursor = { epoch: store.epoch, seq: before?.version ?? 0 };
  const mended = await store.recalculate({ of: 'stock', after: 0, limit: 10, at: FACTORY_START });
  expect(mended).toMatchObject({
    ok: true,
    value: { differences: [{ productId: 'product-1', serialKey: null, fields: ['quantityMicros'] }] }
  });
  const page = await store.changesSince({ cursor, limit: 10 });
  expect(page?.changes).toMatchObject([{ type: 'stock', row: { quantityMicros: 5_000_000 } }]);
  const [after] = (await store.readSnapshot()).stock;
  expect(after).toEqual({ ...before, version: after?.version });
});

test('after a purge a late fact that leaves the opening alone is folded onto it, without the archive', async () => {
  const later = FACTORY_START + 2 * 86_400_000;
  const make = movementFactory(3);
  const append = (movement: Movement) =>
    store.appendMovements({
      carrierDeviceId: make.deviceId,
      arrivedAt: later,
      clockOffsetMs: 0,
      arrivals: [{ movement, correctedAt: undefined }]
    });
  await append(make({ serial: 'B', kind: 'shipment', recordedAt: later + 1000 }));
  await store.purge({ of: 'serial', before: FACTORY_START + 86_400_000, scope: 'all', after: 0, limit: 10 });
  damage(`UPDATE archive SET payload = x'00'`);
  await append(make({ serial: 'B', kind: 'transfer', recordedAt: later }));
  const { client } = openDatabase({ path });
  const row = client.prepare(`SELECT status, movement_count FROM serial WHERE serial_key = 'B'`).get();
  client.close();
  expect(row).toEqual({ status: 'delivered', movement_count: 3 });
});

test('a purge makes room and is there after the file is opened again', async () => {
  const cut = {
    of: 'serial',
    before: FACTORY_START + 86_400_000,
    scope: 'all',
    after: 0,
    limit: 10
  } as const;
  expect(await store.purge(cut)).toMatchObject({ ok: true, value: { movements: 3 } });
  const record = await store.readSerial({ productId: 'product-1', serialKey: 'A' });
  await store.close();
  store = openSqliteStore({ path, newEpoch: idFactory(2)() });
  expect(await store.readSerial({ productId: 'product-1', serialKey: 'A' })).toEqual(record);
  expect(await store.purge(cut)).toMatchObject({ ok: true, value: { movements: 0 } });
  const { client } = openDatabase({ path });
  const sizes = client.prepare('SELECT sum(length(payload)) FROM archive').pluck().get();
  const whole = JSON.stringify(record?.movements.map(({ movement }) => movement)).length;
  expect(Number(sizes)).toBeLessThan(whole);
  expect(client.prepare(`SELECT count(*) FROM movement WHERE payload <> ''`).pluck().get()).toBe(0);
  client.close();
});
