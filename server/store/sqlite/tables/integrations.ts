import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { Scope } from '../../../../src/lib/protocol/scopes.ts';
import { eventTypes, type EventType } from '../../../../src/lib/protocol/webhook-events.ts';
import { deliveryFaults } from '../../../../src/lib/protocol/webhooks.ts';
import { device } from './devices.ts';

export const apiKey = sqliteTable(
  'api_key',
  {
    /** The device that its movements are made on. */
    id: text()
      .primaryKey()
      .references(() => device.id),
    secretHash: text('secret_hash').notNull(),
    scopes: text({ mode: 'json' }).$type<Scope[]>().notNull(),
    createdAt: integer('created_at').notNull(),
    createdBy: text('created_by').notNull(),
    expiresAt: integer('expires_at'),
    lastUsedAt: integer('last_used_at'),
    revokedAt: integer('revoked_at')
  },
  (table) => [uniqueIndex('api_key_secret_hash').on(table.secretHash)]
);

export const webhook = sqliteTable('webhook', {
  id: text().primaryKey(),
  name: text().notNull(),
  url: text().notNull(),
  events: text({ mode: 'json' }).$type<EventType[]>().notNull(),
  allowPrivate: integer('allow_private', { mode: 'boolean' }).notNull(),
  secret: text().notNull(),
  previousSecret: text('previous_secret'),
  previousUntil: integer('previous_until'),
  createdAt: integer('created_at').notNull(),
  createdBy: text('created_by').notNull(),
  /** The seq up to which it was told of everything. */
  seq: integer().notNull(),
  off: text({ enum: ['by-hand', 'failing', 'gone'] }),
  failures: integer().notNull(),
  failingSince: integer('failing_since'),
  nextAttemptAt: integer('next_attempt_at')
});

export const webhookDelivery = sqliteTable(
  'webhook_delivery',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    webhookId: text('webhook_id')
      .notNull()
      .references(() => webhook.id, { onDelete: 'cascade' }),
    eventId: text('event_id').notNull(),
    type: text({ enum: eventTypes }).notNull(),
    at: integer().notNull(),
    durationMs: integer('duration_ms').notNull(),
    status: integer(),
    fault: text({ enum: deliveryFaults }),
    byHand: integer('by_hand', { mode: 'boolean' }).notNull(),
    payload: text().notNull()
  },
  (table) => [index('webhook_delivery_of').on(table.webhookId, table.id)]
);
