import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { serialStatuses } from '../../../../src/lib/domain/serial/status.ts';

export const serial = sqliteTable(
  'serial',
  {
    id: integer().primaryKey(),
    productId: text('product_id').notNull(),
    serialKey: text('serial_key').notNull(),
    serial: text().notNull(),
    status: text({ enum: serialStatuses }).notNull(),
    condition: text({ enum: ['available', 'quarantine'] }).notNull(),
    locationId: text('location_id'),
    destinationId: text('destination_id'),
    lot: text(),
    /** SSCC of the pallet or parcel it is on. */
    container: text(),
    partnerId: text('partner_id'),
    since: integer(),
    lastMovementId: text('last_movement_id'),
    /** JSON; null for none, as nearly always. */
    anomalies: text(),
    /** JSON; null for none: what is found across serials, what people said of it. */
    warnings: text(),
    alias: text(),
    acceptances: text(),
    /** JSON of the order key. */
    lastKey: text('last_key'),
    /** JSON; null for none. */
    unresolvedIds: text('unresolved_ids'),
    movementCount: integer('movement_count').notNull(),
    version: integer().notNull()
  },
  (table) => [
    // By key first: the same serial under other products is found by the same look-up.
    uniqueIndex('serial_identity').on(table.serialKey, table.productId),
    /** What changed since: the feed's rows without a movement, and what the search index has yet to take in. */
    index('serial_version').on(table.version)
  ]
);

/** Rows that changed without a movement of their own; a later change of a row takes the place of an earlier one. */
export const rowChange = sqliteTable(
  'row_change',
  {
    serialId: integer('serial_id')
      .primaryKey()
      .references(() => serial.id),
    seq: integer().notNull()
  },
  (table) => [uniqueIndex('row_change_seq').on(table.seq)]
);
