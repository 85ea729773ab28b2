import { createMiddleware } from 'hono/factory';
import type { AccessMode } from '../../src/lib/protocol/access.ts';
import type { Role } from '../../src/lib/protocol/roles.ts';
import type { ServerContext } from '../services/context.ts';
import { identifyDevice } from '../services/devices/identify-device.ts';
import { identifyPerson } from '../services/sessions/identify-person.ts';
import type { OpenSession, TokenHolder } from '../store/access.ts';
import { readDeviceToken, readSessionToken } from './cookies.ts';
import type { Env } from './env.ts';

/** What is the same for every request of a server. */
export type Lasting = Omit<
  ServerContext,
  'device' | 'session' | 'role' | 'mode' | 'address' | 'agent' | 'publicUrl' | 'audit'
>;

function roleOf(input: {
  mode: AccessMode;
  session: OpenSession | null;
  device: TokenHolder | null;
}): Role | null {
  const { mode, session, device } = input;
  if (session) return session.person.role;
  if (!device) return null;
  return mode === 'open' ? 'admin' : 'operator';
}

/** Finds out who asks, from the cookies alone: nothing else in a request says who it is from. */
export const identify = (lasting: Lasting) =>
  createMiddleware<Env>(async (c, next) => {
    const { store, revocations } = lasting;
    const now = lasting.now();
    const [device, session] = await Promise.all([
      identifyDevice({ store, revocations, token: readDeviceToken(c), now }),
      identifyPerson({ store, revocations, token: readSessionToken(c), now })
    ]);
    if (!revocations.wasClosed && (await store.access.hasAdministrator())) revocations.noteClosed(now);
    const mode = revocations.wasClosed ? 'closed' : 'open';
    c.set('ctx', {
      ...lasting,
      device,
      session,
      mode,
      role: roleOf({ mode, session, device }),
      address: c.get('address'),
      agent: c.req.header('user-agent') ?? '',
      publicUrl: c.get('origin'),
      audit: { target: null, nothingDone: false }
    });
    await next();
  });
