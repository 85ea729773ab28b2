import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { Verifier } from '../../../../src/lib/protocol/access.ts';
import type { Role } from '../../../../src/lib/protocol/roles.ts';

export const person = sqliteTable(
  'person',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    role: text().$type<Role>().notNull(),
    login: text(),
    passwordHash: text('password_hash'),
    pin: text({ mode: 'json' }).$type<Verifier>(),
    badge: text({ mode: 'json' }).$type<Verifier>(),
    disabled: integer({ mode: 'boolean' }).notNull()
  },
  (table) => [uniqueIndex('person_login').on(table.login)]
);

export const session = sqliteTable(
  'session',
  {
    id: text().primaryKey(),
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    tokenHash: text('token_hash').notNull(),
    createdAt: integer('created_at').notNull(),
    lastSeenAt: integer('last_seen_at').notNull(),
    address: text().notNull(),
    agent: text().notNull()
  },
  (table) => [
    uniqueIndex('session_token_hash').on(table.tokenHash),
    index('session_person').on(table.personId)
  ]
);

export const pairing = sqliteTable('pairing', {
  codeHash: text('code_hash').primaryKey(),
  name: text().notNull(),
  deviceId: text('device_id'),
  expiresAt: integer('expires_at').notNull()
});

export const audit = sqliteTable('audit', {
  id: integer().primaryKey({ autoIncrement: true }),
  at: integer().notNull(),
  personName: text('person_name'),
  deviceName: text('device_name'),
  address: text().notNull(),
  action: text().notNull(),
  target: text(),
  outcome: text().notNull()
});
