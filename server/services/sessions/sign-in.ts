import { loginSchema, signInRequestSchema } from '../../../src/lib/protocol/access.ts';
import { verifyPassword } from '../access/password.ts';
import type { AccessContext, Call } from '../context.ts';
import { fail, parseInput, type Result } from '../result.ts';
import { openSession, type SignedIn } from './open-session.ts';

/**
 * Signs somebody in. It takes the same time and says the same whether there is no
 * such account, it has no password, is shut, or the password is another.
 *
 * Errors: `malformed-request`, `too-many-attempts`, `wrong-credentials`, `busy`.
 */
export async function signIn({ ctx, input }: Call<unknown, AccessContext>): Promise<Result<SignedIn>> {
  const request = parseInput(signInRequestSchema, input);
  if (!request.ok) return request;
  const login = loginSchema.safeParse(request.value.login);
  const account = login.success ? login.data : '';
  ctx.audit.target = account;
  const keys = [`account ${account}`, `address ${ctx.address}`];
  if (ctx.throttle.isBarred(keys, ctx.now())) return fail('too-many-attempts');
  // Counted before the slow work, so that many at once are not let by; taken back when it is right.
  ctx.throttle.fail(keys, ctx.now());
  const person = account === '' ? null : await ctx.store.access.personByLogin(account);
  const isRight = await verifyPassword(request.value.password, person?.passwordHash ?? null);
  const isShut = !person || person.disabled || ctx.revocations.isPersonDisabled(person.id);
  if (!isRight || isShut) return fail('wrong-credentials');
  ctx.throttle.succeed(keys);
  return openSession(ctx, person);
}
