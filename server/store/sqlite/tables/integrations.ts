import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { Scope } from '../../../../src/lib/protocol/scopes.ts';
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
