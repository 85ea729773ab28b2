import type { DouchetteDatabase } from '../database.ts';
import { rowTables } from '../serials/read-rows.ts';

/**
 * Runs reads of the catalogue, of serials and of own movements in one transaction of the
 * database: what a scan asks for is some twenty small reads, and on a phone each
 * transaction of its own costs more than what is read in it.
 *
 * @param read awaits nothing but the database
 */
export const readTogether = <Value>(db: DouchetteDatabase, read: () => Promise<Value>): Promise<Value> =>
  db.transaction(
    'r',
    [...rowTables(db), db.outbox, db.movements, db.products, db.locations, db.sites, db.scanning, db.meta],
    read
  );
