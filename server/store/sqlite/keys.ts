import { and, desc, eq, isNull } from 'drizzle-orm';
import { tokenOfKey, type KeyEntry, type KeyRecord, type KeyStore } from '../integrations.ts';
import type { Query, SqliteDatabase } from './open-database.ts';
import { apiKey, device } from './schema.ts';
import { unlessBusy } from './unless-busy.ts';

/** Keys for other programs on SQLite. */
export function createKeys(client: SqliteDatabase, query: Query): KeyStore {
  const select = () => query.select().from(apiKey).innerJoin(device, eq(device.id, apiKey.id));
  type Found = ReturnType<ReturnType<typeof select>['all']>[number];
  const toEntry = ({ api_key: { secretHash: _, ...key }, device: { name } }: Found): KeyEntry => ({
    ...key,
    name
  });
  const one = (found: Found | undefined): KeyEntry | null => (found ? toEntry(found) : null);
  const add = client.transaction(({ name, ...key }: KeyRecord) => {
    const { id, createdAt } = key;
    query
      .insert(device)
      .values({ id, name, tokenHash: tokenOfKey(id), enrolledAt: createdAt })
      .run();
    query.insert(apiKey).values(key).run();
    return null;
  });
  return {
    addKey: async (key) => unlessBusy(() => add.immediate(key)),
    keyById: async (id) => one(select().where(eq(apiKey.id, id)).get()),
    keyBySecretHash: async (hash) => one(select().where(eq(apiKey.secretHash, hash)).get()),
    listKeys: async () => select().orderBy(desc(apiKey.createdAt), desc(apiKey.id)).all().map(toEntry),
    revokeKey: async ({ id, at }) =>
      unlessBusy(() => {
        const isOpen = and(eq(apiKey.id, id), isNull(apiKey.revokedAt));
        query.update(apiKey).set({ revokedAt: at }).where(isOpen).run();
        return null;
      }),
    touchKey: async ({ id, at }) =>
      unlessBusy(() => (query.update(apiKey).set({ lastUsedAt: at }).where(eq(apiKey.id, id)).run(), null))
  };
}
