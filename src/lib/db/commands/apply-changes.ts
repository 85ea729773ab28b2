import type { Change, Cursor } from '../../protocol/pull.ts';
import type { VersionedRow } from '../../protocol/rows.ts';
import type { DouchetteDatabase } from '../database.ts';
import { done, failed, type Result } from '../result.ts';
import type { FeedMovement } from '../schema.ts';
import { storageError } from '../storage-error.ts';

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

function toFeedMovement({ seq, committed, row }: Of<'movement'>): FeedMovement {
  const serial = row && { productId: row.productId, serialKey: row.serialKey };
  return { id: committed.movement.id, seq, ...serial, committed };
}

/** The newest row of each serial on the page. */
function newestRows(changes: readonly Of<'movement'>[]): VersionedRow[] {
  const byKey = new Map<string, VersionedRow>();
  for (const { row } of changes) {
    if (!row) continue;
    const key = JSON.stringify([row.productId, row.serialKey]);
    const known = byKey.get(key);
    if (!known || row.version > known.version) byKey.set(key, row);
  }
  return [...byKey.values()];
}

async function putNewerRows(db: DouchetteDatabase, rows: readonly VersionedRow[]): Promise<void> {
  const known = await db.serials.bulkGet(rows.map((row) => [row.productId, row.serialKey]));
  const newer = rows.filter((row, place) => row.version > (known[place]?.version ?? -1));
  if (newer.length > 0) await db.serials.bulkPut(newer);
}

async function putCatalogue(db: DouchetteDatabase, changes: readonly Change[]): Promise<void> {
  await db.sites.bulkPut(changesOf(changes, 'site').map(({ site }) => site));
  await db.locations.bulkPut(changesOf(changes, 'location').map(({ location }) => location));
  await db.products.bulkPut(changesOf(changes, 'product').map(({ product }) => product));
  await db.partners.bulkPut(changesOf(changes, 'partner').map(({ partner }) => partner));
  const settings = changesOf(changes, 'settings').at(-1)?.settings;
  if (settings) await db.writeFeed('settings', settings);
}

const sameCursor = (a: Cursor | undefined, b: Cursor): boolean =>
  a !== undefined && a.epoch === b.epoch && a.seq === b.seq;

/**
 * Stores one page of the feed and moves the cursor behind it, in one
 * transaction: after a crash the page is either in, cursor and all, or asked for
 * again. A row replaces the one held only when its version is higher.
 *
 * Errors: `stale-page` when the cursor has moved meanwhile (another tab was
 * faster; nothing is lost), `storage-…` when nothing was stored.
 */
export async function applyChanges(db: DouchetteDatabase, page: FeedPage): Promise<Result<null>> {
  const movements = changesOf(page.changes, 'movement');
  const touchesCatalogue = movements.length < page.changes.length;
  // The catalogue is locked only when it changes: recording a scan reads it.
  const catalogue = touchesCatalogue ? [db.sites, db.locations, db.products, db.partners] : [];
  try {
    return await db.transaction('rw', [db.serials, db.movements, db.feed, ...catalogue], async () => {
      if (!sameCursor(await db.readFeed('cursor'), page.from)) return failed({ code: 'stale-page' });
      if (touchesCatalogue) await putCatalogue(db, page.changes);
      await db.movements.bulkPut(movements.map(toFeedMovement));
      await putNewerRows(db, newestRows(movements));
      await db.writeFeed('cursor', page.cursor);
      return done(null);
    });
  } catch (error) {
    return failed(storageError(error));
  }
}
