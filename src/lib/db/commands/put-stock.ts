import type { VersionedStockRow } from '../../protocol/rows.ts';
import type { DouchetteDatabase } from '../database.ts';
import type { StoredStockRow } from '../schema.ts';
import { toStoredStockRow } from '../to-stored.ts';
import { isNewer, newestOf } from '../versions.ts';

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
