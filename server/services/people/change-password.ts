import { passwordRequestSchema } from '../../../src/lib/protocol/access.ts';
import { hashPassword, verifyPassword } from '../access/password.ts';
import { isWeakPassword } from '../access/weak-password.ts';
import type { AccessContext, Call } from '../context.ts';
import { done, fail, parseInput, type Done, type Result } from '../result.ts';

/**
 * Changes one's own password; every other session of the person ends.
 *
 * Errors: `malformed-request`, `sign-in-needed`, `too-many-attempts`, `wrong-credentials`, `busy`.
 */
export async function changePassword({ ctx, input }: Call<unknown, AccessContext>): Promise<Result<Done>> {
  const { session, store, throttle } = ctx;
  const request = parseInput(passwordRequestSchema, input);
  if (!request.ok) return request;
  if (!session) return fail('sign-in-needed');
  const { person } = session;
  ctx.audit.target = person.name;
  const keys = [`password ${person.id}`];
  if (throttle.isBarred(keys, ctx.now())) return fail('too-many-attempts');
  throttle.fail(keys, ctx.now());
  if (!(await verifyPassword(request.value.current, person.passwordHash))) return fail('wrong-credentials');
  throttle.succeed(keys);
  if (isWeakPassword(request.value.next, person.login)) return fail('weak-password');
  const passwordHash = await hashPassword(request.value.next, ctx.randomBytes);
  const put = await store.access.putPerson({ ...person, passwordHash });
  if (!put.ok) return fail(put.code);
  if (put.value !== 'stored') return fail(put.value);
  await store.access.endSessions({ personId: person.id, except: session.id });
  return done;
}
