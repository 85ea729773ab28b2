import type { UpkeepResponse } from '../../../src/lib/protocol/upkeep.ts';
import type { Call, ServerContext } from '../context.ts';
import { fail, succeed, type Result } from '../result.ts';

/** How far upkeep is, or what the last one found. Errors: `not-enrolled`. */
export async function readUpkeep({ ctx }: Call<undefined, ServerContext>): Promise<Result<UpkeepResponse>> {
  if (!ctx.device) return fail('not-enrolled');
  return succeed({ upkeep: ctx.upkeep.state });
}
