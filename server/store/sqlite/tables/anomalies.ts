import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { anomalyClosings, anomalyTypes } from '../../../../src/lib/domain/serial/anomaly.ts';

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
    /** Who made either side, and where. */
    deviceId: text('device_id'),
    operatorId: text('operator_id'),
    againstDeviceId: text('against_device_id'),
    againstOperatorId: text('against_operator_id'),
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
