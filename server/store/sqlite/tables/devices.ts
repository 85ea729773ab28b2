import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

export const device = sqliteTable(
  'device',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    tokenHash: text('token_hash').notNull(),
    enrolledAt: integer('enrolled_at').notNull()
  },
  (table) => [uniqueIndex('device_token_hash').on(table.tokenHash)]
);
