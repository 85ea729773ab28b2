import type { Dexie } from 'dexie';

/**
 * A database of the right version without its tables: something opened it before
 * the app did, or an upgrade was lost in a crash. Dexie adds missing tables and
 * raises the native version by one, except when there is none at all.
 *
 *   native version 40 ─ made by the app;  41, 42… ─ mended
 *
 * @returns the native version of a mended database; null for one that never was
 */
export function mendedVersion(db: Dexie): number | null {
  const native = db.backendDB().version;
  return native % 10 === 0 ? null : native;
}

const hasTables = (db: Dexie): boolean => db.backendDB().objectStoreNames.length > 0;

/** Makes a first table, unless another tab was faster: Dexie then makes the others. */
function makeFirstTable(db: Dexie, indexedDB: IDBFactory): Promise<void> {
  const version = db.backendDB().version + 1;
  db.close({ disableAutoOpen: false });
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(db.name, version);
    request.onupgradeneeded = () => {
      if (request.result.objectStoreNames.length === 0) {
        request.result.createObjectStore('meta', { keyPath: 'key' });
      }
    };
    request.onsuccess = () => {
      request.result.close();
      resolve();
    };
    // Another tab has mended it further meanwhile.
    request.onerror = () => (request.error?.name === 'VersionError' ? resolve() : reject(request.error));
  });
}

/** Opens the database with all its tables, whatever is left of them; no row that is there is touched. */
export async function openWithTables(db: Dexie, indexedDB: IDBFactory): Promise<void> {
  await db.open();
  if (hasTables(db)) return;
  await makeFirstTable(db, indexedDB);
  await db.open();
}
