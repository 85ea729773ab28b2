import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { Partner, Product } from '../../../../src/lib/domain/catalogue/catalogue.ts';
import { serialRequirements, trackingModes } from '../../../../src/lib/domain/catalogue/catalogue-schemas.ts';

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
