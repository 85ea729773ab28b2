import type { StatusResponse } from '../../../src/lib/protocol/queries.ts';
import { PROTOCOL_VERSION } from '../../../src/lib/protocol/version.ts';
import type { Call } from '../context.ts';
import { succeed, type Result } from '../result.ts';

/** Is the server there, and has it anything yet? Open to everyone. */
export async function readStatus({ ctx }: Call): Promise<Result<StatusResponse>> {
  return succeed({
    name: 'douchette',
    version: ctx.version,
    protocol: PROTOCOL_VERSION,
    epoch: ctx.store.epoch,
    empty: await ctx.store.isEmpty(),
    serverNow: ctx.now()
  });
}
