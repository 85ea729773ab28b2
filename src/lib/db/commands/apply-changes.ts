import type { Change, Cursor } from '../../protocol/pull.ts';
import { stockToken } from '../../domain/stock/stock-token.ts';
import type { VersionedRow, VersionedStockRow } from '../../protocol/rows.ts';
import type { DouchetteDatabase } from '../database.ts';
import { done, failed, type Result } from '../result.ts';
import type { FeedMovement } from '../schema.ts';
import { putNewerRows } from '../serials/put-newer-rows.ts';
import { rowTables } from '../serials/read-rows.ts';
import { storageError } from '../storage-error.ts';
import { documentKeyOf, toStoredDocument, toStoredProduct } from '../to-stored.ts';
import { putNewerStock } from './put-stock.ts';
import { findOwnSides, tell } from './tell.ts';

export interface FeedPage {
  /** The cursor the page was asked from. */
  from: Cursor;
  changes: readonly Change[];
  /** The cursor behind the page. */
  cursor: Cursor;
}

type Of<Type extends Change['type']> = Extract<Change, { type: Type }>;

function changesOf<Type extends Change['type']>(changes: readonly Change[], type: Type): Of<Type>[] {
  return changes.filter((change): change is Of<Type> => change.type === type);
}

function toFeedMovement({ seq, committed, row, stock }: Of<'movement'>): FeedMovement {
  const serial = row && { productId: row.productId, serialKey: row.serialKey };
  const stockKeys = stock.length > 0 && { stockKeys: stock.map(stockToken) };
  const { movement } = committed;
  return { id: movement.id, seq, ...serial, ...stockKeys, ...documentKeyOf(movement), committed };
}

/** The rows that a page brings, with their movements and without. */
function rowsOf(changes: readonly Change[]): { rows: VersionedRow[]; stock: VersionedStockRow[] } {
  const movements = changesOf(changes, 'movement');
  const rows = movements.flatMap(({ row }) => row ?? []);
  const stock = movements.flatMap((movement) => movement.stock);
  return {
    rows: [...rows, ...changesOf(changes, 'row').map(({ row }) => row)],
    stock: [...stock, ...changesOf(changes, 'stock').map(({ row }) => row)]
  };
}

async function putCatalogue(db: DouchetteDatabase, changes: readonly Change[]): Promise<void> {
  await db.sites.bulkPut(changesOf(changes, 'site').map(({ site }) => site));
  await db.locations.bulkPut(changesOf(changes, 'location').map(({ location }) => location));
  await db.products.bulkPut(changesOf(changes, 'product').map(({ product }) => toStoredProduct(product)));
  await db.partners.bulkPut(changesOf(changes, 'partner').map(({ partner }) => partner));
  const settings = changesOf(changes, 'settings').at(-1)?.settings;
  if (settings) await db.writeFeed('settings', settings);
}

const sameCursor = (a: Cursor | undefined, b: Cursor): boolean =>
  a !== undefined && a.epoch === b.epoch && a.seq === b.seq;

const catalogueTypes: readonly Change['type'][] = ['site', 'location', 'product', 'partner', 'settings'];

/**
 * Stores one page of the feed and moves the cursor behind it, in one
 * transaction: after a crash the page is either in, cursor, notices and all, or
 * asked for again. A row replaces the one held only when its version is higher.
 *
 * Errors: `stale-page` when the cursor has moved meanwhile (another tab was
 * faster; nothing is lost), `storage-…` when nothing was stored.
 */
export async function applyChanges(db: DouchetteDatabase, page: FeedPage): Promise<Result<null>> {
  const { changes } = page;
  const { rows, stock } = rowsOf(changes);
  const touchesCatalogue = changes.some(({ type }) => catalogueTypes.includes(type));
  // The catalogue is locked only when it changes: recording a scan reads it.
  const catalogue = touchesCatalogue ? [db.sites, db.locations, db.products, db.partners] : [];
  const documents = changesOf(changes, 'document').map(({ document }) => toStoredDocument(document));
  const planned = documents.length > 0 ? [db.documents] : [];
  const tables = [...rowTables(db), db.stock, db.movements, db.notices, ...catalogue, ...planned];
  try {
    const own = await findOwnSides(db, [...rows, ...stock]);
    return await db.transaction('rw', tables, async () => {
      if (!sameCursor(await db.readFeed('cursor'), page.from)) return failed({ code: 'stale-page' });
      if (touchesCatalogue) await putCatalogue(db, changes);
      if (documents.length > 0) await db.documents.bulkPut(documents);
      await db.movements.bulkPut(changesOf(changes, 'movement').map(toFeedMovement));
      const stored = { rows: await putNewerRows(db, rows), stock: await putNewerStock(db, stock) };
      await tell(db, { ...stored, own });
      await db.writeFeed('cursor', page.cursor);
      return done(null);
    });
  } catch (error) {
    return failed(storageError(error));
  }
}
