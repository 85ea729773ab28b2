import { CatalogueIndex } from '../../domain/search/catalogue-index.ts';
import { findSerials } from '../../domain/search/find-serials.ts';
import type { SerialIndex } from '../../domain/search/serial-index.ts';
import { findNearSlots } from '../../domain/search/near-slots.ts';
import type { NearQuery } from '../../domain/serial/near-rows.ts';
import type { SerialQuery, StatusCounts } from '../../domain/serial/serial-query.ts';
import type { DouchetteDatabase } from '../database.ts';
import type { SerialIdentity } from '../schema.ts';
import { KnownSerials } from './search-serials-index.ts';
import { readUnanswered } from './search-serials-own.ts';
import { StoredRows } from './search-serials-source.ts';
import { readSerialViews, type SerialView } from './serial-view.ts';

/**
 * What a query finds on this device, as a list of which only the rows in sight
 * are read. It stands still: what changes afterwards shows in the next listing.
 */
export interface SerialListing {
  total: number;
  counts: StatusCounts;
  /** The serials at the places `from` to `to - 1` of the list, cheaply. */
  identities(from: number, to: number): SerialIdentity[];
  /** The same places, with all that is known of them now; a serial that is gone by then is left out. */
  rows(from: number, to: number): Promise<SerialView[]>;
}

/** What searching keeps in memory of a database, as long as the database is open. */
interface Memory {
  known: KnownSerials;
  catalogue: { at: string; index: CatalogueIndex } | null;
}

const memories = new WeakMap<DouchetteDatabase, Memory>();

function memoryOf(db: DouchetteDatabase): Memory {
  const memory = memories.get(db) ?? { known: new KnownSerials(db, new StoredRows(db)), catalogue: null };
  memories.set(db, memory);
  return memory;
}

/**
 * What tells when to search again. Read first, so that a live query notices
 * whatever happens meanwhile: every change of rows moves the cursor or the mark of
 * the shelf, and every change of own movements goes through one of two states.
 */
function readMoment(db: DouchetteDatabase): Promise<string> {
  const catalogue = [db.products, db.locations, db.sites];
  return db.transaction('r', [db.feed, db.outbox, ...catalogue], async () => {
    const moment = await Promise.all([
      db.readFeed('cursor'),
      db.readFeed('shelfMark'),
      ...catalogue.map((table) => table.count())
    ]);
    await readUnanswered(db);
    return JSON.stringify(moment);
  });
}

/**
 * The serials known on this device in columns, own scans layered on, for counting
 * them without reading rows. Inside a live query it runs again when one may have changed.
 */
export async function readSerialIndex(db: DouchetteDatabase): Promise<SerialIndex> {
  await readMoment(db);
  return memoryOf(db).known.refresh();
}

/** The catalogue changes with the feed only. */
async function readCatalogue(db: DouchetteDatabase, memory: Memory, at: string): Promise<CatalogueIndex> {
  if (memory.catalogue?.at !== at) {
    const [products, locations, sites] = await Promise.all([
      db.products.toArray(),
      db.locations.toArray(),
      db.sites.toArray()
    ]);
    memory.catalogue = { at, index: new CatalogueIndex({ products, locations, sites }) };
  }
  return memory.catalogue.index;
}

/**
 * Finds serials on this device, those known only from the queue included. Inside
 * a live query it runs again when one of them may have changed.
 *
 * The first call reads every row once, in portions; afterwards only what changed.
 */
export async function listSerials(db: DouchetteDatabase, query: SerialQuery): Promise<SerialListing> {
  const memory = memoryOf(db);
  const at = await readMoment(db);
  const catalogue = await readCatalogue(db, memory, at);
  const index = await memory.known.refresh();
  const { total, counts, all } = findSerials(index, query, catalogue);
  const slots = all();
  const identities: SerialListing['identities'] = (from, to) =>
    Array.from(slots.subarray(from, to), (slot) => index.identityOf(slot));
  return { total, counts, identities, rows: (from, to) => readSerialViews(db, identities(from, to)) };
}

/**
 * "Did you mean" on this device: serials that may have been meant by a text, the
 * likeliest first, of one product where given.
 */
export async function listNearSerials(db: DouchetteDatabase, query: NearQuery): Promise<SerialView[]> {
  const memory = memoryOf(db);
  const catalogue = await readCatalogue(db, memory, await readMoment(db));
  const index = await memory.known.refresh();
  const slots = findNearSlots(index, query, catalogue.exactCaseOf);
  return readSerialViews(
    db,
    slots.map((slot) => index.identityOf(slot))
  );
}
