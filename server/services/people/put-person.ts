import { uuidV7 } from '../../../src/lib/domain/id.ts';
import {
  putPersonRequestSchema,
  type ListedPerson,
  type Verifier
} from '../../../src/lib/protocol/access.ts';
import type { Person } from '../../store/access.ts';
import { hashPassword } from '../access/password.ts';
import { makeVerifier } from '../access/verifier.ts';
import { isWeakPassword } from '../access/weak-password.ts';
import type { AccessContext, Call } from '../context.ts';
import { fail, parseInput, succeed, type Result } from '../result.ts';
import { toListed } from './list-people.ts';

const SALT_BYTES = 16;

const newSalt = (ctx: AccessContext): string => Buffer.from(ctx.randomBytes(SALT_BYTES)).toString('hex');

/** Left out: as before; null: none. */
async function secretOf<T>(
  given: string | null | undefined,
  before: T | null,
  make: (secret: string) => Promise<T>
): Promise<T | null> {
  if (given === undefined) return before;
  return given === null ? null : make(given);
}

/** All badges share one salt: a phone derives what it scanned once, however many people there are. */
async function makeBadge(ctx: AccessContext, badge: string): Promise<Verifier> {
  const people = await ctx.store.access.listPeople();
  const salt = people.flatMap((person) => person.badge?.salt ?? [])[0] ?? newSalt(ctx);
  return makeVerifier(badge, salt);
}

/**
 * Adds a person or changes one. Nobody is ever deleted: movements name who made
 * them. With another password or role, or shut out, all their sessions end.
 *
 * Errors: `malformed-request`, `forbidden` (before the first administrator; one's own password), `not-found`, `login-taken`, `badge-taken`,
 * `last-administrator`, `busy`.
 */
export async function putPerson({
  ctx,
  input
}: Call<unknown, AccessContext>): Promise<Result<{ person: ListedPerson }>> {
  const request = parseInput(putPersonRequestSchema, input);
  if (!request.ok) return request;
  // The first one comes by the set-up link alone.
  if (ctx.mode === 'open') return fail('forbidden');
  const { id = uuidV7({ now: ctx.now(), random: ctx.randomBytes(10) }), ...wanted } = request.value;
  ctx.audit.target = `${wanted.name} (${id})`;
  // One's own is changed with the present one (`changePassword`): an unwatched desk must not lose its account.
  if (id === ctx.session?.personId && wanted.password !== undefined) return fail('forbidden');
  const before = await ctx.store.access.personById(id);
  if (request.value.id !== undefined && !before) return fail('not-found');

  if (wanted.password && isWeakPassword(wanted.password, wanted.login)) return fail('weak-password');

  const person: Person = {
    id,
    name: wanted.name,
    role: wanted.role,
    login: wanted.login,
    disabled: wanted.disabled,
    passwordHash: await secretOf(wanted.password, before?.passwordHash ?? null, (password) =>
      hashPassword(password, ctx.randomBytes)
    ),
    pin: await secretOf(wanted.pin, before?.pin ?? null, (pin) => makeVerifier(pin, newSalt(ctx))),
    badge: await secretOf(wanted.badge, before?.badge ?? null, (badge) => makeBadge(ctx, badge))
  };
  const put = await ctx.store.access.putPerson(person);
  if (!put.ok) return fail(put.code);
  if (put.value !== 'stored') return fail(put.value);
  ctx.revocations.setPersonDisabled({ id, at: ctx.now(), disabled: person.disabled });
  if (isShaken(before, person)) await endOthers(ctx, id);
  return succeed({ person: toListed(person) });
}

const isShaken = (before: Person | null, after: Person): boolean =>
  before !== null &&
  (after.disabled || before.role !== after.role || before.passwordHash !== after.passwordHash);

async function endOthers(ctx: AccessContext, personId: string): Promise<void> {
  const own = ctx.session?.personId === personId ? { except: ctx.session.id } : {};
  await ctx.store.access.endSessions({ personId, ...own });
}
