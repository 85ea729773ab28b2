import type { ListedPerson } from '../../../src/lib/protocol/access.ts';
import type { Person } from '../../store/access.ts';
import type { AccessContext, Call } from '../context.ts';
import { succeed, type Result } from '../result.ts';

/** A person as the list shows them: which secrets there are, and never a secret. */
export function toListed({
  id,
  name,
  role,
  login,
  passwordHash,
  pin,
  badge,
  disabled
}: Person): ListedPerson {
  return {
    id,
    name,
    role,
    login,
    hasPassword: passwordHash !== null,
    hasPin: pin !== null,
    hasBadge: badge !== null,
    disabled
  };
}

/** Everybody, by name. */
export async function listPeople({
  ctx
}: Call<undefined, AccessContext>): Promise<Result<{ people: ListedPerson[] }>> {
  const people = await ctx.store.access.listPeople();
  return succeed({
    people: people.map((person) =>
      toListed({ ...person, disabled: person.disabled || ctx.revocations.isPersonDisabled(person.id) })
    )
  });
}
