import { endSessionRequestSchema } from '../../../src/lib/protocol/access.ts';
import { isAllowed } from '../../../src/lib/protocol/roles.ts';
import type { AccessContext, Call } from '../context.ts';
import { fail, parseInput, succeed, type Result } from '../result.ts';

/**
 * Ends a session: one's own when none is named. Only an administrator ends
 * another's; to everybody else it is as if there were none.
 *
 * Errors: `malformed-request`, `sign-in-needed`, `not-found`, `busy`.
 */
export async function endSession({
  ctx,
  input
}: Call<unknown, AccessContext>): Promise<Result<{ done: true; own: boolean }>> {
  const { session: own, role, store } = ctx;
  const request = parseInput(endSessionRequestSchema, input);
  if (!request.ok) return request;
  if (!own) return fail('sign-in-needed');
  const { id = own.id } = request.value;
  const visible = await store.access.listSessions({
    personId: isAllowed(role, 'people') ? null : own.personId
  });
  const named = visible.find((one) => one.id === id);
  ctx.audit.target = named?.person.name ?? id;
  if (!named) return fail('not-found');
  const ended = await store.access.endSessions({ id });
  return ended.ok ? succeed({ done: true, own: id === own.id }) : fail(ended.code);
}
