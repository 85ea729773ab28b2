import type { ListedKey } from '../../../src/lib/protocol/integrations.ts';
import type { AccessContext, Call } from '../context.ts';
import { succeed, type Result } from '../result.ts';

/** Every key there ever was: movements go on naming it. */
export async function listKeys({
  ctx
}: Call<undefined, AccessContext>): Promise<Result<{ keys: ListedKey[] }>> {
  const keys = await ctx.store.keys.listKeys();
  return succeed({
    // The file of revocations knows also of those that a restored backup has forgotten.
    keys: keys.map((key) => ({
      ...key,
      revokedAt: key.revokedAt ?? ctx.revocations.deviceRevokedAt(key.id)
    }))
  });
}
