import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { DeviceReport } from '../../../../src/lib/protocol/access.ts';

export const device = sqliteTable(
  'device',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    tokenHash: text('token_hash').notNull(),
    enrolledAt: integer('enrolled_at').notNull(),
    /** Null: when it was enrolled. */
    tokenIssuedAt: integer('token_issued_at'),
    /** Offered and not used yet. */
    nextTokenHash: text('next_token_hash'),
    /** Holds until `previousUntil`, for requests that were under way. */
    previousTokenHash: text('previous_token_hash'),
    previousUntil: integer('previous_until').notNull().default(0),
    lastSyncAt: integer('last_sync_at'),
    report: text({ mode: 'json' }).$type<DeviceReport>()
  },
  (table) => [
    uniqueIndex('device_token_hash').on(table.tokenHash),
    index('device_next_token_hash').on(table.nextTokenHash),
    index('device_previous_token_hash').on(table.previousTokenHash)
  ]
);
