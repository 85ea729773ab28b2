import { uuidV7 } from '../../../src/lib/domain/id.ts';
import type { AccessResponse } from '../../../src/lib/protocol/access.ts';
import type { Person } from '../../store/access.ts';
import { newSecret } from '../access/secrets.ts';
import type { AccessContext } from '../context.ts';
import { fail, succeed, type Result } from '../result.ts';

export interface SignedIn {
  response: AccessResponse;
  /** To be handed over once, in a cookie. */
  token: string;
}

const AGENT_LENGTH = 200;

/** Opens a session with a token of its own; one that the browser had before ends. Errors: `busy`. */
export async function openSession(ctx: AccessContext, person: Person): Promise<Result<SignedIn>> {
  const { secret: token, hash: tokenHash } = newSecret(ctx.randomBytes);
  const added = await ctx.store.access.addSession({
    id: uuidV7({ now: ctx.now(), random: ctx.randomBytes(10) }),
    personId: person.id,
    tokenHash,
    createdAt: ctx.now(),
    lastSeenAt: ctx.now(),
    address: ctx.address,
    agent: ctx.agent.slice(0, AGENT_LENGTH)
  });
  if (!added.ok) return fail(added.code);
  if (ctx.session) await ctx.store.access.endSessions({ id: ctx.session.id });
  const { id, name, role } = person;
  const device = ctx.device && { id: ctx.device.id, name: ctx.device.name };
  return succeed({ response: { mode: 'closed', person: { id, name, role }, device, role }, token });
}
