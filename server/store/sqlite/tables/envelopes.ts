import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Members of envelopes that are not whole yet: no place in the feed, in nobody's fold. */
export const held = sqliteTable(
  'held',
  {
    id: text().primaryKey(),
    groupId: text('group_id').notNull(),
    carrierDeviceId: text('carrier_device_id').notNull(),
    arrivedAt: integer('arrived_at').notNull(),
    clockOffsetMs: integer('clock_offset_ms').notNull(),
    correctedAt: integer('corrected_at'),
    payload: text().notNull()
  },
  (table) => [index('held_group').on(table.groupId)]
);

/** Envelopes that are whole: nothing may join them any more. */
export const wholeGroup = sqliteTable('whole_group', { id: text().primaryKey(), size: integer().notNull() });

/** The members of whole envelopes, so that one can be taken back whole. */
export const groupMember = sqliteTable(
  'group_member',
  {
    groupId: text('group_id').notNull(),
    seq: integer().notNull()
  },
  (table) => [primaryKey({ columns: [table.groupId, table.seq] })]
);
