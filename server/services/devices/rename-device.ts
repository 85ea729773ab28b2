import { renameDeviceRequestSchema } from '../../../src/lib/protocol/access.ts';
import type { AccessContext, Call } from '../context.ts';
import { done, fail, parseInput, type Done, type Result } from '../result.ts';
import { pairedDevice } from './paired-device.ts';

/** Gives a device another name; its movements show it at once. Errors: `malformed-request`, `not-found`, `busy`. */
export async function renameDevice({ ctx, input }: Call<unknown, AccessContext>): Promise<Result<Done>> {
  const request = parseInput(renameDeviceRequestSchema, input);
  if (!request.ok) return request;
  const { id, name } = request.value;
  ctx.audit.target = `${name} (${id})`;
  if ((await pairedDevice(ctx, id)) === null) return fail('not-found');
  const renamed = await ctx.store.renameDevice({ id, name });
  return renamed.ok ? done : fail(renamed.code);
}
