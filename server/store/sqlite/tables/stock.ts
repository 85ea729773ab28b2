import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/** Stock by product, place and lot, serials aside; an empty text where nobody said. */
export const stock = sqliteTable(
  'stock',
  {
    id: integer().primaryKey(),
    productId: text('product_id').notNull(),
    locationId: text('location_id').notNull(),
    lot: text().notNull(),
    quantityMicros: integer('quantity_micros').notNull(),
    anomalies: text(),
    acceptances: text(),
    lastKey: text('last_key'),
    unresolvedIds: text('unresolved_ids'),
    movementCount: integer('movement_count').notNull(),
    version: integer().notNull()
  },
  (table) => [
    uniqueIndex('stock_key').on(table.productId, table.locationId, table.lot),
    index('stock_location').on(table.locationId)
  ]
);

/** Which movements a stock row is folded from: a transfer belongs to two. */
export const stockMovement = sqliteTable(
  'stock_movement',
  {
    stockId: integer('stock_id')
      .notNull()
      .references(() => stock.id),
    seq: integer().notNull()
  },
  (table) => [primaryKey({ columns: [table.stockId, table.seq] }), index('stock_movement_seq').on(table.seq)]
);

/** Stock rows that changed without a movement of their own; a later change of a row takes the place of an earlier one. */
export const stockChange = sqliteTable(
  'stock_change',
  {
    stockId: integer('stock_id')
      .primaryKey()
      .references(() => stock.id),
    seq: integer().notNull()
  },
  (table) => [uniqueIndex('stock_change_seq').on(table.seq)]
);
