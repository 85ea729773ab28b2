import { sql } from 'drizzle-orm';
import { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import {
  serialRequirements,
  trackingModes,
  type Partner,
  type Product
} from '../../../src/lib/domain/catalogue/catalogue.ts';
import { anomalyClosings, anomalyTypes } from '../../../src/lib/domain/serial/anomaly.ts';
import { serialStatuses } from '../../../src/lib/domain/serial/status.ts';

/**
 * The tables. Migrations in `drizzle/` are generated from this file
 * (`drizzle-kit generate`); an applied migration is never edited.
 *
 *   feed ── last seq given out, taken inside each write transaction
 *   movement ─┬─ stream   (device, incarnation): where it was made
 *             └─ serial   the row that its serial's movements fold to
 *   stock ── stock_movement ── movement      what has no serial
 *   held, whole_group       envelopes
 *   row_change, anomaly     what is known across serials, and what waits for people
 *   archive, opening        what a purge has put away
 *   site, location, product, partner, settings   each with its place in the feed
 *   closing                 who moved the end of the closed period, and why
 */

/** One row. */
export const feed = sqliteTable('feed', {
  id: integer().primaryKey(),
  epoch: text().notNull(),
  lastSeq: integer('last_seq').notNull()
});

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

/** (device, incarnation), so that a movement's place in it takes a small index. */
export const stream = sqliteTable(
  'stream',
  {
    id: integer().primaryKey(),
    deviceId: text('device_id').notNull(),
    incarnation: text().notNull()
  },
  (table) => [uniqueIndex('stream_origin').on(table.deviceId, table.incarnation)]
);

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
      .where(sql`unidentified = 1`)
  ]
);

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

/**
 * Every anomaly there ever was. An open one has no `closedAt`; a healed one stays
 * as history.
 */
export const anomaly = sqliteTable(
  'anomaly',
  {
    id: text().primaryKey(),
    type: text({ enum: anomalyTypes }).notNull(),
    productId: text('product_id').notNull(),
    /** Null for an anomaly of stock by quantity. */
    serialKey: text('serial_key'),
    locationId: text('location_id'),
    lot: text(),
    movementId: text('movement_id').notNull(),
    againstMovementId: text('against_movement_id'),
    openedAt: integer('opened_at').notNull(),
    closedAt: integer('closed_at'),
    closing: text({ enum: anomalyClosings }),
    /** The movement that closed it. */
    closedBy: text('closed_by')
  },
  (table) => [
    index('anomaly_open')
      .on(table.openedAt)
      .where(sql`closed_at IS NULL`),
    index('anomaly_closed')
      .on(table.closedAt)
      .where(sql`closed_at IS NOT NULL`)
  ]
);

/** The facts of purged periods, packed (see `archive-codec.ts`); everything else of them stays in `movement`. */
export const archive = sqliteTable('archive', {
  seq: integer().primaryKey(),
  payload: blob({ mode: 'buffer' }).notNull()
});

/** What the archived movements of a serial folded to. */
export const opening = sqliteTable('opening', {
  serialId: integer('serial_id')
    .primaryKey()
    .references(() => serial.id),
  /** JSON of the serial row they give. */
  row: text().notNull()
});

const feedPlace = () => integer().notNull();
const archived = () => integer({ mode: 'boolean' }).notNull().default(false);

export const site = sqliteTable(
  'site',
  {
    id: text().primaryKey(),
    seq: feedPlace(),
    code: text().notNull(),
    name: text().notNull(),
    timeZone: text('time_zone').notNull(),
    archived: archived()
  },
  (table) => [uniqueIndex('site_seq').on(table.seq)]
);

export const location = sqliteTable(
  'location',
  {
    id: text().primaryKey(),
    seq: feedPlace(),
    siteId: text('site_id').notNull(),
    parentId: text('parent_id'),
    code: text().notNull(),
    name: text().notNull(),
    barcode: text(),
    archived: archived()
  },
  (table) => [uniqueIndex('location_seq').on(table.seq)]
);

export const product = sqliteTable(
  'product',
  {
    id: text().primaryKey(),
    seq: feedPlace(),
    code: text().notNull(),
    label: text().notNull(),
    gtins: text({ mode: 'json' }).$type<string[]>().notNull(),
    unit: text().notNull(),
    tracking: text({ enum: trackingModes }).notNull(),
    serialRequired: text('serial_required', { enum: serialRequirements }).notNull(),
    exactCase: integer('exact_case', { mode: 'boolean' }).notNull(),
    packs: text({ mode: 'json' }).$type<Product['packs']>().notNull().default([]),
    serialPattern: text('serial_pattern', { mode: 'json' }).$type<Product['serialPattern']>(),
    unitCostMicros: integer('unit_cost_micros'),
    alertMicros: integer('alert_micros'),
    securityMicros: integer('security_micros'),
    maximumMicros: integer('maximum_micros'),
    components: text({ mode: 'json' }).$type<Product['components']>().notNull().default([]),
    archived: archived()
  },
  (table) => [uniqueIndex('product_seq').on(table.seq)]
);

export const partner = sqliteTable(
  'partner',
  {
    id: text().primaryKey(),
    seq: feedPlace(),
    code: text().notNull(),
    name: text().notNull(),
    roles: text({ mode: 'json' }).$type<Partner['roles']>().notNull(),
    archived: archived()
  },
  (table) => [uniqueIndex('partner_seq').on(table.seq)]
);

/** Who moved the end of the closed period, and why. */
export const closing = sqliteTable('closing', {
  id: integer().primaryKey(),
  before: text(),
  after: text(),
  reason: text(),
  deviceId: text('device_id').notNull(),
  at: integer().notNull()
});

/** At most one row; none means the default settings. */
export const settings = sqliteTable('settings', {
  id: integer().primaryKey(),
  seq: feedPlace(),
  lotManagement: integer('lot_management', { mode: 'boolean' }).notNull(),
  stockManagement: integer('stock_management', { mode: 'boolean' }).notNull(),
  serialsOnMovements: integer('serials_on_movements', { mode: 'boolean' }).notNull(),
  closedBefore: text('closed_before'),
  currency: text().notNull().default('EUR')
});
