import {
  NEAR_LIMIT,
  nearSerialsParamsSchema,
  type NearSerialsResponse
} from '../../../src/lib/protocol/serial-search.ts';
import type { Call } from '../context.ts';
import { fail, parseInput, succeed, type Result } from '../result.ts';

/** Which serials may have been meant by a text (see `selectNearRows`). Errors: `not-enrolled`, `malformed-request`. */
export async function nearSerials({ ctx, input }: Call<unknown>): Promise<Result<NearSerialsResponse>> {
  if (!ctx.device) return fail('not-enrolled');

  const params = parseInput(nearSerialsParamsSchema, input);
  if (!params.ok) return params;
  const { q: text, productId = null } = params.value;

  return succeed({ rows: await ctx.store.nearSerials({ text, productId, limit: NEAR_LIMIT }) });
}
