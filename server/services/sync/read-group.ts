import { z } from 'zod';
import { uuidV7Schema } from '../../../src/lib/domain/id-schemas.ts';
import type { GroupResponse } from '../../../src/lib/protocol/queries.ts';
import type { Call } from '../context.ts';
import { fail, parseInput, succeed, type Result } from '../result.ts';

export const groupParamsSchema = z.object({ id: uuidV7Schema });

/** The members of an envelope, to take it back whole. Errors: `not-enrolled`, `malformed-request`. */
export async function readGroup({ ctx, input }: Call<unknown>): Promise<Result<GroupResponse>> {
  if (!ctx.device) return fail('not-enrolled');

  const params = parseInput(groupParamsSchema, input);
  if (!params.ok) return params;
  return succeed({ movements: await ctx.store.readGroup(params.value.id) });
}
