import type { ClosingsResponse } from '../../../src/lib/protocol/upkeep.ts';
import type { Call } from '../context.ts';
import { fail, succeed, type Result } from '../result.ts';

/** Who moved the end of the closed period, when and why. Errors: `not-enrolled`. */
export async function readClosings({ ctx }: Call): Promise<Result<ClosingsResponse>> {
  if (!ctx.device) return fail('not-enrolled');
  const closings = await ctx.store.readClosings();
  return succeed({ closings: closings.map(({ deviceId: _, ...closing }) => closing) });
}
