import type { OperatorsResponse } from '../../../src/lib/protocol/access.ts';
import type { AccessContext, Call } from '../context.ts';
import { fail, succeed, type Result } from '../result.ts';

/** A phone that lies about locks itself after five minutes. */
const LOCK_AFTER_MS = 5 * 60_000;

/** Who may hold a shared phone: everybody with a PIN or a badge. Errors: `not-enrolled`. */
export async function listOperators({
  ctx
}: Call<undefined, AccessContext>): Promise<Result<OperatorsResponse>> {
  if (!ctx.device) return fail('not-enrolled');
  const people = await ctx.store.access.listPeople();
  const operators = people
    .filter(({ pin, badge, disabled }) => !disabled && (pin !== null || badge !== null))
    .filter(({ id }) => !ctx.revocations.isPersonDisabled(id))
    .map(({ id, name, pin, badge }) => ({ id, name, pin, badge }));
  return succeed({ operators, lockAfterMs: LOCK_AFTER_MS });
}
