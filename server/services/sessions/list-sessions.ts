import type { ListedSession } from '../../../src/lib/protocol/access.ts';
import { isAllowed } from '../../../src/lib/protocol/roles.ts';
import type { AccessContext, Call } from '../context.ts';
import { fail, succeed, type Result } from '../result.ts';

/** Where one is signed in; for an administrator, where everybody is. Errors: `sign-in-needed`. */
export async function listSessions({
  ctx
}: Call<undefined, AccessContext>): Promise<Result<{ sessions: ListedSession[] }>> {
  const { session: own, role, store } = ctx;
  if (!own) return fail('sign-in-needed');
  const sessions = await store.access.listSessions({
    personId: isAllowed(role, 'people') ? null : own.personId
  });
  return succeed({
    sessions: sessions.map(({ id, person, createdAt, lastSeenAt, address, agent }) => ({
      id,
      person: { id: person.id, name: person.name, role: person.role },
      createdAt,
      lastSeenAt,
      address,
      agent,
      current: id === own.id
    }))
  });
}
