import { blob, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { serial } from './serials.ts';
import { stock } from './stock.ts';

/** The facts of purged periods, packed (see `archive-codec.ts`); everything else of them stays in `movement`. */
export const archive = sqliteTable('archive', {
  seq: integer().primaryKey(),
  payload: blob({ mode: 'buffer' }).notNull()
});

/**
 * What stands for the archived movements of a serial. It holds while exactly as
 * many of its movements are put away as it was folded from.
 */
export const opening = sqliteTable('opening', {
  serialId: integer('serial_id')
    .primaryKey()
    .references(() => serial.id),
  /** JSON of `SerialOpening`. */
  row: text().notNull()
});

/** The same for stock without serial. */
export const stockOpening = sqliteTable('stock_opening', {
  stockId: integer('stock_id')
    .primaryKey()
    .references(() => stock.id),
  /** JSON of the stock row. */
  row: text().notNull()
});
