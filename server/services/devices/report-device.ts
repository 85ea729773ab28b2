import { deviceReportSchema } from '../../../src/lib/protocol/access.ts';
import { newSecret } from '../access/secrets.ts';
import type { AccessContext, Call } from '../context.ts';
import { fail, parseInput, succeed, type Result } from '../result.ts';

/** A token that leaks is of use for so long at most, while its device goes on. */
const TOKEN_LIFE_MS = 30 * 24 * 3_600_000;

/**
 * Notes how a device is after a sync. One whose token is old is offered the next
 * one, and may go on with the old one until it has used it: an answer that is lost
 * never locks a phone out.
 *
 * Errors: `not-enrolled`, `malformed-request`, `busy`.
 */
export async function reportDevice({
  ctx,
  input
}: Call<unknown, AccessContext>): Promise<Result<{ nextToken: string | null }>> {
  if (!ctx.device) return fail('not-enrolled');
  const request = parseInput(deviceReportSchema, input);
  if (!request.ok) return request;
  const { id, tokenIssuedAt } = ctx.device;
  const noted = await ctx.store.access.noteReport({ id, at: ctx.now(), report: request.value });
  if (!noted.ok) return fail(noted.code);
  if (ctx.now() - tokenIssuedAt < TOKEN_LIFE_MS) return succeed({ nextToken: null });
  const { secret, hash } = newSecret(ctx.randomBytes);
  const offered = await ctx.store.access.offerToken({ id, tokenHash: hash });
  return offered.ok ? succeed({ nextToken: secret }) : fail(offered.code);
}
