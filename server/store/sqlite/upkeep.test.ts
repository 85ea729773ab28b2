import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testCatalogue } from '../../../tests/factories/catalogue.ts';
import { FACTORY_START, idFactory, movementFactory } from '../../../tests/factories/movements.ts';
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
  const first = await store.recalculate({ after: 0, limit: 10 });
  expect(first).toMatchObject({
    ok: true,
    value: { serials: 2, movements: 3, differences: [{ ...identity, fields: ['state', 'movementCount'] }] }
  });
  const after = await store.readSerial(identity);
  expect(after?.row).toEqual({ ...before?.row, version: after?.row.version });
  expect(after?.row.version).toBeGreaterThan(before?.row.version ?? 0);
  expect(await store.recalculate({ after: 0, limit: 10 })).toMatchObject({
    ok: true,
    value: { differences: [] }
  });
});

test('a purge makes room and is there after the file is opened again', async () => {
  const cut = { before: FACTORY_START + 86_400_000, scope: 'all' as const, after: 0, limit: 10 };
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
