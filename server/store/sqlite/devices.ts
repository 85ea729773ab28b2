import { eq, or } from 'drizzle-orm';
import type { TokenHolder } from '../access.ts';
import type { Store } from '../store.ts';
import type { Query } from './open-database.ts';
import { device } from './schema.ts';
import { unlessBusy } from './unless-busy.ts';

type Devices = Pick<Store, 'addDevice' | 'renameDevice' | 'deviceById' | 'deviceByTokenHash'>;

/** Who the devices are, and by which tokens they are known. */
export function createDevices(query: Query): Devices {
  const byToken = (tokenHash: string): TokenHolder | null => {
    const found = query
      .select()
      .from(device)
      .where(
        or(
          eq(device.tokenHash, tokenHash),
          eq(device.nextTokenHash, tokenHash),
          eq(device.previousTokenHash, tokenHash)
        )
      )
      .get();
    if (!found) return null;
    const token =
      found.tokenHash === tokenHash ? 'present' : found.nextTokenHash === tokenHash ? 'next' : 'previous';
    const { id, name, enrolledAt, tokenIssuedAt, previousUntil } = found;
    return { id, name, tokenIssuedAt: tokenIssuedAt ?? enrolledAt, token, previousUntil };
  };
  return {
    addDevice: async (record) => unlessBusy(() => (query.insert(device).values(record).run(), null)),
    renameDevice: async ({ id, name }) =>
      unlessBusy(() => (query.update(device).set({ name }).where(eq(device.id, id)).run(), null)),
    deviceById: async (id) =>
      query.select({ id: device.id, name: device.name }).from(device).where(eq(device.id, id)).get() ?? null,
    deviceByTokenHash: async (tokenHash) => byToken(tokenHash)
  };
}
