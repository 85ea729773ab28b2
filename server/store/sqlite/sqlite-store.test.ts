import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { getTableColumns, getTableName, is } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { afterAll, expect, test } from 'vitest';
import { testCatalogue } from '../../../tests/factories/catalogue.ts';
import { idFactory, movementFactory } from '../../../tests/factories/movements.ts';
import { openDatabase } from './open-database.ts';
import * as schema from './schema.ts';
import { openSqliteStore } from './sqlite-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'douchette-store-'));
const newId = idFactory(4);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a commit is on the disk when it returns', () => {
  const { client } = openDatabase({ path: join(folder, 'pragmas.db') });
  expect(client.pragma('journal_mode', { simple: true })).toBe('wal');
  expect(client.pragma('synchronous', { simple: true })).toBe(2);
  expect(client.pragma('foreign_keys', { simple: true })).toBe(1);
  client.close();
});

test('the migrations make the tables of the schema', () => {
  const { client } = openDatabase({ path: ':memory:' });
  const tables = Object.values(schema).filter((value) => is(value, SQLiteTable));
  expect(tables.length).toBeGreaterThan(5);
  for (const table of tables) {
    const migrated = client.pragma(`table_info(${getTableName(table)})`) as {
      name: string;
      notnull: number;
      pk: number;
    }[];
    const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
    const declared = Object.values(getTableColumns(table)).map(({ name, notNull }) => ({ name, notNull }));
    const made = migrated.map(({ name, notnull }) => ({ name, notNull: notnull === 1 }));
    // A later migration adds its columns at the end of a table.
    expect(made.sort(byName)).toEqual(declared.sort(byName));
  }
  client.close();
});

test('a file that is there keeps its epoch and its movements', async () => {
  const path = join(folder, 'kept.db');
  const deviceId = newId();
  const movement = movementFactory(1, { deviceId })({ serial: 'S' });
  const first = openSqliteStore({ path, newEpoch: newId() });
  await first.initialise(testCatalogue);
  await first.appendMovements({
    carrierDeviceId: deviceId,
    arrivedAt: 1,
    clockOffsetMs: 0,
    arrivals: [{ movement, correctedAt: undefined }]
  });
  await first.close();
  const second = openSqliteStore({ path, newEpoch: newId() });
  expect(second.epoch).toBe(first.epoch);
  const record = await second.readSerial({ productId: 'product-1', serialKey: 'S' });
  expect(record?.movements.map((committed) => committed.movement)).toEqual([movement]);
  await second.close();
});

test('while another process writes, a write says busy and has changed nothing', async () => {
  const path = join(folder, 'busy.db');
  const store = openSqliteStore({ path, newEpoch: newId(), busyTimeoutMs: 10 });
  await store.initialise(testCatalogue);
  const deviceId = newId();
  const batch = {
    carrierDeviceId: deviceId,
    arrivedAt: 1,
    clockOffsetMs: 0,
    arrivals: [{ movement: movementFactory(1, { deviceId })(), correctedAt: undefined }]
  };
  const { client } = openDatabase({ path });
  const before = await store.readSnapshot();
  client.exec('BEGIN IMMEDIATE');
  const busy = { ok: false, code: 'busy' };
  expect(await store.appendMovements(batch)).toEqual(busy);
  expect(await store.addDevice({ id: deviceId, name: 'T', tokenHash: 'h', enrolledAt: 1 })).toEqual(busy);
  expect(await store.putCatalogue(testCatalogue)).toEqual(busy);
  expect(await store.readSnapshot()).toEqual(before);
  client.exec('ROLLBACK');
  client.close();
  expect(await store.appendMovements(batch)).toMatchObject({ ok: true, value: [{ verdict: 'accepted' }] });
  await store.close();
});

/** A database as the version before made it: one migration short. */
function olderDatabase(path: string): void {
  const migrationsFolder = join(folder, 'older-migrations');
  cpSync(new URL('../../../drizzle', import.meta.url), migrationsFolder, { recursive: true });
  const journalPath = join(migrationsFolder, 'meta/_journal.json');
  const journal = JSON.parse(readFileSync(journalPath, 'utf8')) as { entries: unknown[] };
  writeFileSync(journalPath, JSON.stringify({ ...journal, entries: journal.entries.slice(0, -1) }));
  const client = new Database(path);
  client.function('unpack_payload', { deterministic: true }, (packed: unknown) => packed);
  migrate(drizzle({ client }), { migrationsFolder });
  client.close();
}

test('a file of an older version is copied before it is migrated, and only then', () => {
  const path = join(folder, 'older.db');
  olderDatabase(path);
  const before = openDatabase({ path });
  const steps = before.client.prepare('SELECT count(*) FROM __drizzle_migrations').pluck().get();
  before.client.close();
  openDatabase({ path }).client.close();
  const copies = readdirSync(join(folder, 'backups'));
  expect(copies).toEqual([`douchette-before-migration-${steps}.db`]);
  const copy = new Database(join(folder, 'backups', copies[0] ?? ''), { readonly: true });
  expect(copy.prepare('SELECT count(*) FROM __drizzle_migrations').pluck().get()).toBe(Number(steps) - 1);
  expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
  copy.close();
});
