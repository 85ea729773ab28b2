import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database, { SqliteError } from 'better-sqlite3';
import { openSqliteStore } from './sqlite-store.ts';

export interface BackupReport {
  /** Movements in it. */
  movements: number;
  serials: number;
}

export type BackupFault = 'no-database' | 'damaged' | 'in-use' | 'not-douchette' | 'exists';

export type BackupResult = { ok: true; value: BackupReport } | { ok: false; code: BackupFault };

const sidecars = ['-wal', '-shm'];

/** Reads a file through as SQLite itself checks it: every page, every index. */
function inspect(path: string): BackupResult {
  if (!existsSync(path)) return { ok: false, code: 'no-database' };
  try {
    const client = new Database(path, { readonly: true });
    try {
      if (client.pragma('integrity_check', { simple: true }) !== 'ok') return { ok: false, code: 'damaged' };
      const tables = client.prepare(`SELECT count(*) FROM sqlite_master WHERE name IN ('movement', 'feed')`);
      if (tables.pluck().get() !== 2) return { ok: false, code: 'not-douchette' };
      const count = (table: string) => Number(client.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
      return { ok: true, value: { movements: count('movement'), serials: count('serial') } };
    } finally {
      client.close();
    }
  } catch (fault) {
    if (fault instanceof SqliteError) return { ok: false, code: 'damaged' };
    throw fault;
  }
}

/** Out of write-ahead mode a database is one file, and reading it leaves none beside it. */
function makeSingle(path: string): void {
  const client = new Database(path);
  try {
    client.pragma('journal_mode = DELETE');
  } finally {
    client.close();
  }
}

/**
 * Copies a database while the server goes on writing it (SQLite's online backup),
 * and reads the copy through before it is called one.
 *
 * Errors: `no-database`, `exists` (a backup never replaces another), `damaged`.
 */
export async function backUp(input: { databasePath: string; target: string }): Promise<BackupResult> {
  const { databasePath, target } = input;
  if (!existsSync(databasePath)) return { ok: false, code: 'no-database' };
  if (existsSync(target)) return { ok: false, code: 'exists' };
  mkdirSync(dirname(target), { recursive: true });
  const partial = `${target}.partial`;
  const client = new Database(databasePath, { readonly: true });
  try {
    await client.backup(partial);
  } finally {
    client.close();
  }
  makeSingle(partial);
  const made = inspect(partial);
  if (made.ok) renameSync(partial, target);
  return made;
}

/** Leaves write-ahead mode, which no other connection allows, and so finds out whether there is one. */
function isInUse(path: string): boolean {
  const client = new Database(path, { timeout: 0 });
  try {
    client.pragma('journal_mode = DELETE');
    return false;
  } catch (fault) {
    if (fault instanceof SqliteError && fault.code.startsWith('SQLITE_BUSY')) return true;
    throw fault;
  } finally {
    client.close();
  }
}

/**
 * Puts a backup in the place of the database of a stopped server and begins the
 * next epoch, in which every device offers again what it holds. The database that
 * was there is kept beside it.
 *
 * @param input.keptAs where the present database goes
 * Errors: `no-database`, `damaged`, `not-douchette` (of the backup), `in-use`, `exists`.
 */
export async function restoreBackup(input: {
  backup: string;
  databasePath: string;
  keptAs: string;
  newEpoch: string;
}): Promise<BackupResult> {
  const { backup, databasePath, keptAs, newEpoch } = input;
  const found = inspect(backup);
  if (!found.ok) return found;
  if (existsSync(keptAs)) return { ok: false, code: 'exists' };
  if (existsSync(databasePath)) {
    if (isInUse(databasePath)) return { ok: false, code: 'in-use' };
    renameSync(databasePath, keptAs);
  }
  for (const sidecar of sidecars) rmSync(`${databasePath}${sidecar}`, { force: true });
  mkdirSync(dirname(databasePath), { recursive: true });
  copyFileSync(backup, databasePath);
  const store = openSqliteStore({ path: databasePath, newEpoch });
  const present = await store.readPresent();
  // A moment that no history has: what the devices remember of later ones may be forgotten here.
  await store.recallMoment({ epoch: newEpoch, seq: present.seq + 1 }, newEpoch);
  await store.close();
  return found;
}
