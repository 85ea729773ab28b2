import type { VersionedRow } from '../../protocol/rows.ts';
import type { DouchetteDatabase } from '../database.ts';
import type { StoredRow } from '../schema.ts';
import { toStoredRow } from '../to-stored.ts';
import { isNewer, newestOf } from '../versions.ts';
import { findRows } from './find-in-segments.ts';
import { shelfMemory } from './shelf.ts';

/** Leaves out those that the segments hold in the same version or a newer one. */
async function newerThanSegments(
  db: DouchetteDatabase,
  rows: readonly VersionedRow[]
): Promise<VersionedRow[]> {
  const memory = shelfMemory(db);
  const shelf = await memory.read();
  // Nearly always: the feed goes on from behind the newest row of the segments.
  if (!shelf || rows.every(({ version }) => version > shelf.newest)) return [...rows];
  return rows.filter(isNewer(await findRows(memory, shelf, rows)));
}

/**
 * Stores those serials' rows that are newer than the one held, so that a row of
 * the table is never older than the one of a segment; returns them. Inside a
 * transaction over `rowTables` that may write `serials`.
 */
export async function putNewerRows(
  db: DouchetteDatabase,
  rows: readonly VersionedRow[]
): Promise<StoredRow[]> {
  const newest = newestOf(rows, ({ productId, serialKey }) => JSON.stringify([productId, serialKey]));
  if (newest.length === 0) return [];
  const unsettled = await newerThanSegments(db, newest);
  const known = await db.serials.bulkGet(unsettled.map((row) => [row.productId, row.serialKey]));
  const newer = unsettled.filter(isNewer(known)).map(toStoredRow);
  if (newer.length > 0) await db.serials.bulkPut(newer);
  return newer;
}
