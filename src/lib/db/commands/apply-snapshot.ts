import type { SnapshotManifest, SnapshotPage } from '../../protocol/pull.ts';
import type { DouchetteDatabase } from '../database.ts';
import { done, failed, type Result } from '../result.ts';
import { noteMoment } from '../moments.ts';
import type { SerialIdentity, SnapshotProgress } from '../schema.ts';
import { storageError } from '../storage-error.ts';
import { toStoredProduct, toStoredRow, toStoredStockRow } from '../to-stored.ts';
import { reofferForgotten } from './reoffer.ts';
import { findOwnSides, tell } from './tell.ts';

/**
 * Begins a first sync, or a new one when the server does not know the cursor
 * held here. What was pulled before is dropped, since versions of another epoch
 * cannot be compared; the queue is not touched, except that acknowledged
 * movements the server no longer has wait again.
 */
export async function beginSnapshot(
  db: DouchetteDatabase,
  manifest: SnapshotManifest
): Promise<Result<SnapshotProgress>> {
  const { catalogue, cursor, serialCount } = manifest;
  const progress: SnapshotProgress = { cursor, next: null, done: 0, total: serialCount };
  const catalogueTables = [db.sites, db.locations, db.products, db.partners];
  const pulled = [db.serials, db.stock, db.movements];
  const tables = [...catalogueTables, ...pulled, db.notices, db.feed, db.outbox];
  const stock = manifest.stock.map(toStoredStockRow);
  try {
    const own = await findOwnSides(db, stock);
    return await db.transaction('rw', tables, async () => {
      for (const table of [...catalogueTables, ...pulled]) await table.clear();
      await db.sites.bulkAdd(catalogue.sites);
      await db.locations.bulkAdd(catalogue.locations);
      await db.products.bulkAdd(catalogue.products.map(toStoredProduct));
      await db.partners.bulkAdd(catalogue.partners);
      await db.stock.bulkAdd(stock);
      await tell(db, { rows: [], stock, own });
      await db.writeFeed('settings', catalogue.settings);
      await db.feed.delete('cursor');
      await db.writeFeed('snapshot', progress);
      await reofferForgotten(db, cursor);
      await noteMoment(db, cursor);
      return done(progress);
    });
  } catch (error) {
    return failed(storageError(error));
  }
}

/** Handing rows to IndexedDB blocks the screen, about 45 ms for so many on a slow core. */
const ROWS_AT_ONCE = 1000;

const sameKey = (a: SerialIdentity | null, b: SerialIdentity | null): boolean =>
  a?.productId === b?.productId && a?.serialKey === b?.serialKey;

/**
 * Stores one page of a first sync with its progress, so that an interrupted one
 * goes on where it stopped. The last page sets the cursor and ends it.
 *
 * @param input.after the progress the page was asked at
 * Errors: `stale-page` when the progress has moved meanwhile, `storage-…`.
 */
export async function applySnapshotPage(
  db: DouchetteDatabase,
  input: { after: SnapshotProgress; page: SnapshotPage }
): Promise<Result<SnapshotProgress>> {
  const { after, page } = input;
  const progress = { ...after, next: page.next, done: after.done + page.rows.length };
  const rows = page.rows.map(toStoredRow);
  try {
    const own = await findOwnSides(db, rows);
    return await db.transaction('rw', db.serials, db.movements, db.notices, db.feed, async () => {
      const held = await db.readFeed('snapshot');
      const expected = held?.cursor.epoch === after.cursor.epoch && held.done === after.done;
      if (!held || !expected || !sameKey(held.next, after.next)) return failed({ code: 'stale-page' });
      for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
        await db.serials.bulkPut(rows.slice(start, start + ROWS_AT_ONCE));
      }
      await tell(db, { rows, stock: [], own });
      if (page.next) {
        await db.writeFeed('snapshot', progress);
      } else {
        await db.feed.delete('snapshot');
        await db.writeFeed('cursor', after.cursor);
      }
      return done(progress);
    });
  } catch (error) {
    return failed(storageError(error));
  }
}
