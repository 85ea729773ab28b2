import type { UnidentifiedResponse } from '../../../src/lib/protocol/queries.ts';
import type { Call } from '../context.ts';
import { fail, succeed, type Result } from '../result.ts';

const LIMIT = 500;

/** Scans whose product nobody knows yet, the latest first. Errors: `not-enrolled`. */
export async function listUnidentified({ ctx }: Call): Promise<Result<UnidentifiedResponse>> {
  if (!ctx.device) return fail('not-enrolled');

  return succeed({ scans: await ctx.store.readUnidentified({ limit: LIMIT }) });
}
