import { z } from 'zod';
import { uuidV7Schema } from '../../../src/lib/domain/id-schemas.ts';
import { markSchema, type PullResponse } from '../../../src/lib/protocol/pull.ts';
import { PULL_LIMIT } from '../../../src/lib/protocol/version.ts';
import type { Call } from '../context.ts';
import { queryNumber } from '../query-number.ts';
import { noticeRestore } from './notice-restore.ts';
import { fail, parseInput, succeed, type Result } from '../result.ts';

/** The `seq` of a moment, in a query. */
export const momentSeqSchema = queryNumber({ min: 0, max: Number.MAX_SAFE_INTEGER });

export const pullParamsSchema = z.object({
  epoch: uuidV7Schema,
  seq: momentSeqSchema,
  id: markSchema.optional(),
  knownEpoch: uuidV7Schema.optional(),
  knownSeq: momentSeqSchema.optional(),
  knownId: markSchema.optional(),
  limit: queryNumber({ min: 1, max: PULL_LIMIT }).optional()
});

/**
 * The feed behind a cursor, in commit order.
 *
 * Errors: `not-enrolled`, `malformed-request`, `cursor-unknown` (another epoch, or
 * a moment that this server never had: the device starts again from a snapshot).
 */
export async function pullChanges({ ctx, input }: Call<unknown>): Promise<Result<PullResponse>> {
  if (!ctx.device) return fail('not-enrolled');

  const query = parseInput(pullParamsSchema, input);
  if (!query.ok) return query;
  const { epoch, seq, id, knownEpoch = epoch, knownSeq, knownId, limit = PULL_LIMIT } = query.value;

  const cursor = { epoch, seq, id };
  await noticeRestore(ctx, [
    cursor,
    knownSeq === undefined ? undefined : { epoch: knownEpoch, seq: knownSeq, id: knownId }
  ]);
  const page = await ctx.store.changesSince({ cursor, limit });
  if (!page) return fail('cursor-unknown');
  return succeed({ serverNow: ctx.now(), ...page });
}
