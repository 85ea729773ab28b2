import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { unpackPayload } from './archive-codec.ts';
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

/**
 * Opens a database file, making it and its folder when they are missing, and
 * brings its tables up to date in one transaction.
 */
export function openDatabase(options: OpenOptions): { client: SqliteDatabase; query: Query } {
  const { path, busyTimeoutMs = BUSY_TIMEOUT_MS } = options;
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const client = new Database(path, { timeout: busyTimeoutMs });
  try {
    configure(client);
    const query = queryBuilder(client);
    migrate(query, { migrationsFolder: MIGRATIONS });
    return { client, query };
  } catch (fault) {
    client.close();
    throw fault;
  }
}
