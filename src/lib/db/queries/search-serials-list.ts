import type { SearchCatalogue } from '../../domain/serial/search-catalogue.ts';
import { selectSerials } from '../../domain/serial/serial-matcher.ts';
import type { SerialQuery, StatusCounts } from '../../domain/serial/serial-query.ts';
import type { DouchetteDatabase } from '../database.ts';
import type { SerialIdentity } from '../schema.ts';
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
  /** The same places, with all that is known of them now. */
  rows(from: number, to: number): Promise<SerialView[]>;
}

async function readCatalogue(db: DouchetteDatabase): Promise<SearchCatalogue> {
  const [products, locations, sites] = await Promise.all([
    db.products.toArray(),
    db.locations.toArray(),
    db.sites.toArray()
  ]);
  return { products, locations, sites };
}

async function everyIdentity(db: DouchetteDatabase): Promise<SerialIdentity[]> {
  const [held, own] = await Promise.all([
    db.serials.toCollection().primaryKeys(),
    db.outbox.where('[productId+serialKey]').above([]).keys()
  ]);
  const keys = new Map(
    [...held, ...(own as unknown as [string, string][])].map((key) => [JSON.stringify(key), key])
  );
  return [...keys.values()].map(([productId, serialKey]) => ({ productId, serialKey }));
}

/**
 * Finds serials on this device, those known only from the queue included. Inside
 * a live query it runs again when what it read changes.
 */
export async function listSerials(db: DouchetteDatabase, query: SerialQuery): Promise<SerialListing> {
  const views = await readSerialViews(db, await everyIdentity(db));
  const found = selectSerials(
    views.map(({ row }) => row),
    query,
    await readCatalogue(db)
  );
  const identities: SerialListing['identities'] = (from, to) =>
    found.rows.slice(from, to).map(({ productId, serialKey }) => ({ productId, serialKey }));
  return {
    total: found.rows.length,
    counts: found.counts,
    identities,
    rows: (from, to) => readSerialViews(db, identities(from, to))
  };
}
