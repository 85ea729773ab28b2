import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { serial } from './serials.ts';

/** One row. */
export const feed = sqliteTable('feed', {
  id: integer().primaryKey(),
  epoch: text().notNull(),
  lastSeq: integer('last_seq').notNull()
});

/** Every epoch there was, the present one included: a cursor of another one is from a later state of this server. */
export const epoch = sqliteTable('epoch', {
  id: text().primaryKey(),
  /** The last seq before it. */
  after: integer().notNull()
});

/** What each write transaction left in the feed: its last seq, and a random text that no other history has. */
export const commitMark = sqliteTable('commit_mark', { seq: integer().primaryKey(), mark: text().notNull() });

/** (device, incarnation), so that a movement's place in it takes a small index. */
export const stream = sqliteTable(
  'stream',
  {
    id: integer().primaryKey(),
    deviceId: text('device_id').notNull(),
    incarnation: text().notNull(),
    /** The highest sequence number that has come. */
    highest: integer().notNull().default(0)
  },
  (table) => [uniqueIndex('stream_origin').on(table.deviceId, table.incarnation)]
);

export const movement = sqliteTable(
  'movement',
  {
    seq: integer().primaryKey(),
    id: text().notNull(),
    streamId: integer('stream_id')
      .notNull()
      .references(() => stream.id),
    sequence: integer().notNull(),
    /** Null without a serial, or while its product is not known. */
    serialId: integer('serial_id').references(() => serial.id),
    /** The product is not known: kept for the desk to name. */
    unidentified: integer({ mode: 'boolean' }).notNull(),
    /** Null when the device that made it also brought it. */
    carrierDeviceId: text('carrier_device_id'),
    arrivedAt: integer('arrived_at').notNull(),
    clockOffsetMs: integer('clock_offset_ms').notNull(),
    correctedAt: integer('corrected_at'),
    sequenceReused: integer('sequence_reused', { mode: 'boolean' }).notNull(),
    lateForClosedPeriod: integer('late_for_closed_period', { mode: 'boolean' }).notNull().default(false),
    /** The number of the document it names, folded. */
    documentKey: text('document_key'),
    /** The movement that it takes back. */
    reverses: text(),
    /** The fact itself, canonical JSON, stored once: here, or empty here and packed in `archive`. */
    payload: text().notNull()
  },
  (table) => [
    uniqueIndex('movement_id').on(table.id),
    index('movement_stream').on(table.streamId, table.sequence),
    index('movement_serial')
      .on(table.serialId)
      .where(sql`serial_id IS NOT NULL`),
    index('movement_unidentified')
      .on(table.seq)
      .where(sql`unidentified = 1`),
    index('movement_document')
      .on(table.documentKey)
      .where(sql`document_key IS NOT NULL`),
    index('movement_reverses')
      .on(table.reverses)
      .where(sql`reverses IS NOT NULL`)
  ]
);

/** Numbers below the highest of a stream that never came. */
export const missingRange = sqliteTable(
  'missing_range',
  {
    streamId: integer('stream_id')
      .notNull()
      .references(() => stream.id),
    first: integer().notNull(),
    last: integer().notNull()
  },
  (table) => [primaryKey({ columns: [table.streamId, table.first] })]
);
