import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { unpackPayload } from './archive-codec.ts';
import { backupFolder } from './backup-names.ts';
import * as schema from './schema.ts';

export type SqliteDatabase = Database.Database;
export type Query = ReturnType<typeof queryBuilder>;

const MIGRATIONS = fileURLToPath(new URL('../../../drizzle', import.meta.url));

/** How long a write waits for another process (a seed, a backup) before it answers `busy`. */
const BUSY_TIMEOUT_MS = 2000;

export interface OpenOptions {
  /** Of the file, or `:memory:`. */
  path: string;
  busyTimeoutMs?: number;
}

function queryBuilder(client: SqliteDatabase) {
  return drizzle({ client, schema });
}

/**
 * Sets what durability rests on: in WAL mode a commit is on the disk when it
 * returns only with `synchronous = FULL`. Archived movements are unpacked in SQL.
 */
function configure(client: SqliteDatabase): void {
  client.function('unpack_payload', { deterministic: true }, (packed: unknown) =>
    packed instanceof Uint8Array ? unpackPayload(packed) : null
  );
  client.pragma('journal_mode = WAL');
  client.pragma('synchronous = FULL');
  client.pragma('foreign_keys = ON');
}

/** How many migrations the file has been through; none while it is new. */
function migrationsApplied(client: SqliteDatabase): number {
  const table = client.prepare(`SELECT count(*) FROM sqlite_master WHERE name = '__drizzle_migrations'`);
  if (table.pluck().get() === 0) return 0;
  return Number(client.prepare('SELECT count(*) FROM __drizzle_migrations').pluck().get());
}

/** A file that is about to be migrated is copied first, so that the version before can go on with it. */
function copyBeforeMigration(client: SqliteDatabase, path: string): void {
  const applied = migrationsApplied(client);
  const known = readMigrationFiles({ migrationsFolder: MIGRATIONS }).length;
  if (path === ':memory:' || applied === 0 || applied >= known) return;
  const target = join(backupFolder(path), `douchette-before-migration-${applied + 1}.db`);
  // One made by a start that did not get further is of the same state.
  if (existsSync(target)) return;
  mkdirSync(dirname(target), { recursive: true });
  client.prepare('VACUUM INTO ?').run(target);
}

/**
 * Opens a database file, making it and its folder when they are missing, and
 * brings its tables up to date in one transaction, after a copy of the file was put
 * among its backups.
 */
export function openDatabase(options: OpenOptions): { client: SqliteDatabase; query: Query } {
  const { path, busyTimeoutMs = BUSY_TIMEOUT_MS } = options;
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const client = new Database(path, { timeout: busyTimeoutMs });
  try {
    configure(client);
    copyBeforeMigration(client, path);
    const query = queryBuilder(client);
    migrate(query, { migrationsFolder: MIGRATIONS });
    return { client, query };
  } catch (fault) {
    client.close();
    throw fault;
  }
}
