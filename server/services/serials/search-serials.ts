import { z } from 'zod';
import type { SerialSearchResponse } from '../../../src/lib/protocol/queries.ts';
import type { Call } from '../context.ts';
import { queryNumber } from '../query-number.ts';
import { fail, parseInput, succeed, type Result } from '../result.ts';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 500;

const querySchema = z.object({
  q: z.string().max(200).default(''),
  limit: queryNumber({ min: 1, max: MAX_LIMIT }).optional()
});

/** Serials by any part of serial, product or lot. Errors: `not-enrolled`, `malformed-request`. */
export async function searchSerials({ ctx, input }: Call<unknown>): Promise<Result<SerialSearchResponse>> {
  if (!ctx.device) return fail('not-enrolled');

  const query = parseInput(querySchema, input);
  if (!query.ok) return query;

  return succeed(
    await ctx.store.searchSerials({ text: query.value.q, limit: query.value.limit ?? DEFAULT_LIMIT })
  );
}
