import { revokeDeviceRequestSchema } from '../../../src/lib/protocol/access.ts';
import type { AccessContext, Call } from '../context.ts';
import { done, fail, parseInput, type Done, type Result } from '../result.ts';
import { pairedDevice } from './paired-device.ts';

/**
 * Shuts a device out at once: its tokens hold no more, whatever backup is
 * restored, and its live stream ends. What waits on it stays there, and goes out
 * when it is paired again.
 *
 * Errors: `malformed-request`, `not-found`, `busy`.
 */
export async function revokeDevice({ ctx, input }: Call<unknown, AccessContext>): Promise<Result<Done>> {
  const request = parseInput(revokeDeviceRequestSchema, input);
  if (!request.ok) return request;
  const { id } = request.value;
  const device = await pairedDevice(ctx, id);
  ctx.audit.target = device ? `${device.name} (${id})` : id;
  if (!device) return fail('not-found');
  // The file first: it alone is enough, and outlives the database.
  ctx.revocations.revokeDevice(id, ctx.now());
  ctx.live.endDevice(id);
  const dropped = await ctx.store.access.dropTokens(id);
  return dropped.ok ? done : fail(dropped.code);
}
