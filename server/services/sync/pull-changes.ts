import { z } from 'zod';
import { uuidV7Schema } from '../../../src/lib/domain/id.ts';
import type { PullResponse } from '../../../src/lib/protocol/pull.ts';
import { PULL_LIMIT } from '../../../src/lib/protocol/version.ts';
import type { Call } from '../context.ts';
import { queryNumber } from '../query-number.ts';
import { fail, parseInput, succeed, type Result } from '../result.ts';

const querySchema = z.object({
  epoch: uuidV7Schema,
  seq: queryNumber({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  limit: queryNumber({ min: 1, max: PULL_LIMIT }).optional()
});

/**
 * The feed behind a cursor, in commit order.
 *
 * Errors: `not-enrolled`, `malformed-request`, `cursor-unknown` (another epoch,
 * or ahead of the server: the device starts again from a snapshot).
 */
export async function pullChanges({ ctx, input }: Call<unknown>): Promise<Result<PullResponse>> {
  if (!ctx.device) return fail('not-enrolled');

  const query = parseInput(querySchema, input);
  if (!query.ok) return query;
  const { epoch, seq, limit = PULL_LIMIT } = query.value;

  const page = await ctx.store.changesSince({ cursor: { epoch, seq }, limit });
  if (!page) return fail('cursor-unknown');
  return succeed({ serverNow: ctx.now(), ...page });
}
