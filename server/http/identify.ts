import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { AccessMode } from '../../src/lib/protocol/access.ts';
import type { Role } from '../../src/lib/protocol/roles.ts';
import type { ServerContext } from '../services/context.ts';
import { identifyDevice } from '../services/devices/identify-device.ts';
import { identifyKey } from '../services/keys/identify-key.ts';
import { identifyPerson } from '../services/sessions/identify-person.ts';
import type { OpenSession, TokenHolder } from '../store/access.ts';
import type { KeyEntry } from '../store/integrations.ts';
import { readBearer } from './bearer.ts';
import { readDeviceToken, readSessionToken } from './cookies.ts';
import type { Env } from './env.ts';

/** What is the same for every request of a server. */
export type Lasting = Omit<
  ServerContext,
  'device' | 'session' | 'key' | 'role' | 'mode' | 'address' | 'agent' | 'publicUrl' | 'audit'
>;

interface Identity {
  device: TokenHolder | null;
  session: OpenSession | null;
  key: KeyEntry | null;
}

const nobody: Identity = { device: null, session: null, key: null };

function roleOf({ mode, session, device, key }: Identity & { mode: AccessMode }): Role | null {
  if (key) return null;
  if (session) return session.person.role;
  if (!device) return null;
  return mode === 'open' ? 'admin' : 'operator';
}

/** A key is a device of its own; its token never changes. */
function asKey(key: KeyEntry | null): Identity {
  if (!key) return nobody;
  const { id, name, createdAt } = key;
  const device: TokenHolder = { id, name, tokenIssuedAt: createdAt, token: 'present', previousUntil: 0 };
  return { device, session: null, key };
}

/**
 * Does what a request has shown still name the same device, by now? A stream
 * outlives the moment in which it was let in.
 */
export async function stillHolds(c: Context<Env>): Promise<boolean> {
  const { store, revocations, now, device } = c.get('ctx');
  const secret = readBearer(c);
  const shown = { store, revocations, now: now() };
  const holder =
    secret === null
      ? await identifyDevice({ ...shown, token: readDeviceToken(c) })
      : await identifyKey({ ...shown, secret });
  return holder !== null && holder.id === device?.id;
}

/**
 * Finds out who asks: from a bearer key alone where one is shown, good or bad, and
 * else from the cookies. Nothing else in a request says who it is from.
 */
export const identify = (lasting: Lasting) =>
  createMiddleware<Env>(async (c, next) => {
    const { store, revocations } = lasting;
    const now = lasting.now();
    const secret = readBearer(c);
    const identity =
      secret === null ? await byCookies() : asKey(await identifyKey({ store, revocations, secret, now }));
    if (!revocations.wasClosed && (await store.access.hasAdministrator())) revocations.noteClosed(now);
    const mode = revocations.wasClosed ? 'closed' : 'open';
    c.set('ctx', {
      ...lasting,
      ...identity,
      mode,
      role: roleOf({ ...identity, mode }),
      address: c.get('address'),
      agent: c.req.header('user-agent') ?? '',
      publicUrl: c.get('origin'),
      audit: { target: null, nothingDone: false }
    });
    await next();

    async function byCookies(): Promise<Identity> {
      const [device, session] = await Promise.all([
        identifyDevice({ store, revocations, token: readDeviceToken(c), now }),
        identifyPerson({ store, revocations, token: readSessionToken(c), now })
      ]);
      return { device, session, key: null };
    }
  });
