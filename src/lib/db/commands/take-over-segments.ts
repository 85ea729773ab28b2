import type { SegmentManifest } from '../../protocol/segments.ts';
import type { DouchetteDatabase } from '../database.ts';
import { done, failed, type Result } from '../result.ts';
import type { SegmentNote, SerialIdentity, Shelf, StoredRow } from '../schema.ts';
import { findRows } from '../serials/find-in-segments.ts';
import { shelfMemory } from '../serials/shelf.ts';
import { storageError } from '../storage-error.ts';
import { toStoredDocument, toStoredProduct, toStoredStockRow } from '../to-stored.ts';
import { isNewer } from '../versions.ts';
import { findOwnSides, tell } from './tell.ts';

/** Segments whose notes are read at once: their texts come with them. */
const AT_ONCE = 16;

/** The set of a manifest; null when a segment of it is not held. */
async function shelfOf(db: DouchetteDatabase, manifest: SegmentManifest): Promise<Shelf | null> {
  const { cursor, segments } = manifest;
  const known = new Map((await db.readFeed('shelf'))?.notes.map((note) => [note.hash, note]));
  const notes: SegmentNote[] = [];
  for (let start = 0; start < segments.length; start += AT_ONCE) {
    const hashes = segments.slice(start, start + AT_ONCE).map(({ hash }) => hash);
    const staged = await db.segments.bulkGet(hashes.filter((hash) => !known.has(hash)));
    for (const record of staged) {
      if (!record) return null;
      const { hash, firstKey, count, newest, open } = record;
      known.set(hash, { hash, firstKey, count, newest, open });
    }
    notes.push(...hashes.flatMap((hash) => known.get(hash) ?? []));
  }
  const count = notes.reduce((sum, note) => sum + note.count, 0);
  const newest = notes.reduce((highest, note) => Math.max(highest, note.newest), 0);
  return { cursor, count, newest, notes };
}

/** The rows of a set that people here may have to be told of. */
async function rowsToTell(
  db: DouchetteDatabase,
  shelf: Shelf
): Promise<{ rows: StoredRow[]; own: Set<string> }> {
  const told = await db.notices.where('state').equals('open').toArray();
  const subjects = told.flatMap(({ subject }): SerialIdentity[] =>
    subject.of === 'serial' ? [subject] : []
  );
  const flagged = [...shelf.notes.flatMap(({ open }) => open), ...subjects];
  const found = await findRows(shelfMemory(db), shelf, flagged);
  const rows = found.flatMap((row) => row ?? []);
  return { rows, own: await findOwnSides(db, rows) };
}

/** Puts a set on the shelf, and drops whatever is not of it. */
async function putOnShelf(db: DouchetteDatabase, shelf: Shelf): Promise<void> {
  const hashes = new Set(shelf.notes.map(({ hash }) => hash));
  const held = await db.segments.toCollection().primaryKeys();
  await db.segments.bulkDelete(held.filter((hash) => !hashes.has(hash)));
  await db.writeFeed('shelf', shelf);
  await db.writeFeed('shelfMark', ((await db.readFeed('shelfMark')) ?? 0) + 1);
}

async function isWhole(db: DouchetteDatabase, { notes }: Shelf): Promise<boolean> {
  const held = new Set(await db.segments.toCollection().primaryKeys());
  return notes.every(({ hash }) => held.has(hash));
}

/** Leaves in the table only what changed since the set. */
async function trimRows(db: DouchetteDatabase, shelf: Shelf): Promise<StoredRow[]> {
  const later = await db.serials.where('version').above(shelf.cursor.seq).toArray();
  const rows = later.filter(isNewer(await findRows(shelfMemory(db), shelf, later)));
  // Clearing is quicker than deleting one by one: what is left is little.
  await db.serials.clear();
  await db.serials.bulkAdd(rows);
  return rows;
}

async function beginAnew(
  db: DouchetteDatabase,
  { catalogue, cursor, stock, documents }: SegmentManifest
): Promise<void> {
  const { sites, locations, products, partners, serials, movements } = db;
  for (const table of [sites, locations, products, partners, serials, db.stock, movements, db.documents])
    await table.clear();
  await sites.bulkAdd(catalogue.sites);
  await locations.bulkAdd(catalogue.locations);
  await products.bulkAdd(catalogue.products.map(toStoredProduct));
  await partners.bulkAdd(catalogue.partners);
  await db.documents.bulkAdd(documents.map(toStoredDocument));
  await db.stock.bulkAdd(stock.map(toStoredStockRow));
  await db.writeFeed('settings', catalogue.settings);
  await db.writeFeed('cursor', cursor);
}

/** Does the feed here lead on to the moment of the set? */
async function leadsTo(db: DouchetteDatabase, { cursor }: SegmentManifest): Promise<boolean> {
  const from = await db.readFeed('cursor');
  return from !== undefined && from.epoch === cursor.epoch && from.seq <= cursor.seq;
}

/**
 * Swaps a complete set of segments in, in one transaction: whoever reads sees the
 * set before or this one.
 *
 *   renewal     rows changed since shrink to those that the set has not; all else,
 *               the place in the feed included, stays
 *   first sync  everything pulled is replaced, since versions of another epoch
 *               cannot be compared, and the feed goes on from the set's cursor
 *
 * Errors: `stale-page` when a segment is not held (another tab has dropped it) or the set is
 * of an epoch that is over, `storage-…`.
 */
export async function takeOverSegments(
  db: DouchetteDatabase,
  input: { manifest: SegmentManifest; renews: boolean }
): Promise<Result<null>> {
  const { manifest, renews } = input;
  const { sites, locations, products, partners, segments, serials, movements } = db;
  const pulled = [sites, locations, products, partners, segments, serials, db.stock, movements, db.documents];
  try {
    const shelf = await shelfOf(db, manifest);
    if (!shelf) return failed({ code: 'stale-page' });
    const { rows, own } = await rowsToTell(db, shelf);
    const stock = manifest.stock.map(toStoredStockRow);
    const ownStock = await findOwnSides(db, stock);
    return await db.transaction('rw', [...pulled, db.notices, db.feed], async () => {
      const known = await db.readFeed('known');
      const isOver = known !== undefined && known.epoch !== manifest.cursor.epoch;
      if (isOver || !(await isWhole(db, shelf))) return failed({ code: 'stale-page' as const });
      const goesOn = renews && (await leadsTo(db, manifest));
      const later = goesOn ? await trimRows(db, shelf) : [];
      if (!goesOn) await beginAnew(db, manifest);
      await putOnShelf(db, shelf);
      const isLater = new Set(later.map(({ productId, serialKey }) => `${serialKey}\n${productId}`));
      const settled = rows.filter(({ productId, serialKey }) => !isLater.has(`${serialKey}\n${productId}`));
      await tell(db, { rows: settled, stock: goesOn ? [] : stock, own: new Set([...own, ...ownStock]) });
      return done(null);
    });
  } catch (error) {
    return failed(storageError(error));
  }
}
