import { uuidV7 } from '../../../src/lib/domain/id.ts';
import { setupRequestSchema } from '../../../src/lib/protocol/access.ts';
import type { AccessContext, Call } from '../context.ts';
import { fail, parseInput, type Result } from '../result.ts';
import { openSession, type SignedIn } from '../sessions/open-session.ts';
import { hashPassword } from './password.ts';
import { isWeakPassword } from './weak-password.ts';

/**
 * Makes the first administrator, by the code that the server printed, and signs
 * them in. From then on devices are paired and people sign in.
 *
 * Errors: `malformed-request`, `too-many-attempts`, `setup-invalid`, `weak-password`, `busy`.
 */
export async function setUp({ ctx, input }: Call<unknown, AccessContext>): Promise<Result<SignedIn>> {
  const request = parseInput(setupRequestSchema, input);
  if (!request.ok) return request;
  const { code, name, login, password } = request.value;
  ctx.audit.target = login;
  const keys = [`setup ${ctx.address}`];
  if (ctx.throttle.isBarred(keys, ctx.now())) return fail('too-many-attempts');
  if (!ctx.setup.matches(code)) {
    ctx.throttle.fail(keys, ctx.now());
    return fail('setup-invalid');
  }
  if (isWeakPassword(password, login)) return fail('weak-password');
  const person = {
    id: uuidV7({ now: ctx.now(), random: ctx.randomBytes(10) }),
    name,
    role: 'admin' as const,
    login,
    passwordHash: await hashPassword(password, ctx.randomBytes),
    pin: null,
    badge: null,
    disabled: false
  };
  const added = await ctx.store.access.addFirstAdministrator(person);
  if (!added.ok) return fail(added.code);
  if (!added.value) return fail('setup-invalid');
  ctx.setup.spend();
  ctx.revocations.noteClosed(ctx.now());
  return openSession(ctx, person);
}
