import { desc, eq, sql } from 'drizzle-orm';
import type { AccessStore } from '../access.ts';
import type { Query } from './open-database.ts';
import { device } from './schema.ts';
import { unlessBusy } from './unless-busy.ts';

type Tokens = Pick<
  AccessStore,
  'listDevices' | 'replaceToken' | 'offerToken' | 'promoteToken' | 'dropTokens' | 'noteReport'
>;

/** The tokens of devices, and what the devices tell of themselves. */
export function createTokens(query: Query): Tokens {
  const change = (id: string, fields: Partial<typeof device.$inferInsert>) =>
    unlessBusy(() => (query.update(device).set(fields).where(eq(device.id, id)).run(), null));
  return {
    listDevices: async () =>
      query
        .select({
          id: device.id,
          name: device.name,
          enrolledAt: device.enrolledAt,
          tokenIssuedAt: sql<number>`coalesce(${device.tokenIssuedAt}, ${device.enrolledAt})`,
          lastSyncAt: device.lastSyncAt,
          report: device.report
        })
        .from(device)
        .orderBy(desc(device.enrolledAt), device.id)
        .all(),
    replaceToken: async ({ id, name, tokenHash, at }) =>
      change(id, { name, tokenHash, tokenIssuedAt: at, nextTokenHash: null, previousTokenHash: null }),
    offerToken: async ({ id, tokenHash }) => change(id, { nextTokenHash: tokenHash }),
    promoteToken: async ({ id, at, previousUntil }) =>
      unlessBusy(() => {
        const { tokenHash, nextTokenHash } = device;
        const next = sql`coalesce(${nextTokenHash}, ${tokenHash})`;
        query
          .update(device)
          .set({
            tokenHash: next,
            previousTokenHash: sql`${tokenHash}`,
            nextTokenHash: null,
            tokenIssuedAt: at,
            previousUntil
          })
          .where(sql`${device.id} = ${id} AND ${nextTokenHash} IS NOT NULL`)
          .run();
        return null;
      }),
    // No hash of a token looks like this, and none is like another's.
    dropTokens: async (id) =>
      change(id, { tokenHash: `none:${id}`, nextTokenHash: null, previousTokenHash: null }),
    noteReport: async ({ id, at, report }) => change(id, { lastSyncAt: at, report })
  };
}
