import type { VersionedRow, VersionedStockRow } from '../../protocol/rows.ts';
import type { DouchetteDatabase } from '../database.ts';
import type { StoredRow, StoredStockRow } from '../schema.ts';
import { toStoredRow, toStoredStockRow } from '../to-stored.ts';

/** The newest of the rows that have the same key. */
export function newestOf<Row extends { version: number }>(
  rows: readonly Row[],
  keyOf: (row: Row) => string
): Row[] {
  const byKey = new Map<string, Row>();
  for (const row of rows) {
    const known = byKey.get(keyOf(row));
    if (!known || row.version > known.version) byKey.set(keyOf(row), row);
  }
  return [...byKey.values()];
}

const isNewer =
  (known: readonly ({ version: number } | undefined)[]) =>
  (row: { version: number }, place: number): boolean =>
    row.version > (known[place]?.version ?? -1);

/** Stores those serials' rows that are newer than the one held; returns them. */
export async function putNewerRows(
  db: DouchetteDatabase,
  rows: readonly VersionedRow[]
): Promise<StoredRow[]> {
  const newest = newestOf(rows, ({ productId, serialKey }) => JSON.stringify([productId, serialKey]));
  if (newest.length === 0) return [];
  const known = await db.serials.bulkGet(newest.map((row) => [row.productId, row.serialKey]));
  const newer = newest.filter(isNewer(known)).map(toStoredRow);
  if (newer.length > 0) await db.serials.bulkPut(newer);
  return newer;
}

/** Stores those stock rows that are newer than the one held; returns them. */
export async function putNewerStock(
  db: DouchetteDatabase,
  rows: readonly VersionedStockRow[]
): Promise<StoredStockRow[]> {
  const newest = newestOf(rows.map(toStoredStockRow), ({ key }) => key);
  if (newest.length === 0) return [];
  const known = await db.stock.bulkGet(newest.map(({ key }) => key));
  const newer = newest.filter(isNewer(known));
  if (newer.length > 0) await db.stock.bulkPut(newer);
  return newer;
}
