import { revokeKeyRequestSchema } from '../../../src/lib/protocol/integrations.ts';
import type { AccessContext, Call } from '../context.ts';
import { done, fail, parseInput, type Done, type Result } from '../result.ts';

/** Ends a key at once and for good, whatever backup is restored. Errors: `malformed-request`, `not-found`, `busy`. */
export async function revokeKey({ ctx, input }: Call<unknown, AccessContext>): Promise<Result<Done>> {
  const request = parseInput(revokeKeyRequestSchema, input);
  if (!request.ok) return request;
  const { id } = request.value;
  const key = await ctx.store.keys.keyById(id);
  ctx.audit.target = key?.name ?? id;
  if (!key) return fail('not-found');
  // The file first: it alone is enough, and outlives the database.
  ctx.revocations.revokeDevice(id, ctx.now());
  ctx.live.endDevice(id);
  const revoked = await ctx.store.keys.revokeKey({ id, at: ctx.now() });
  return revoked.ok ? done : fail(revoked.code);
}
