import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { isAllowed, type Permission } from '../../src/lib/protocol/roles.ts';
import { missingScopes } from '../../src/lib/protocol/scopes.ts';
import type { ErrorCode, ProtocolError } from '../../src/lib/protocol/errors.ts';
import { noteAction } from '../services/audit/note-action.ts';
import type { AccessContext } from '../services/context.ts';
import { answerError } from './answer.ts';
import { readBearer } from './bearer.ts';
import type { Env } from './env.ts';
import type { Route } from './route-table.ts';

/** Why who asks may not: a device is to be known first, a person to sign in, or the role is too small. */
function refusal({ role, session, mode }: AccessContext, permission: Permission): ErrorCode {
  if (role === null) return permission === 'floor' || mode === 'open' ? 'not-enrolled' : 'sign-in-needed';
  return session === null ? 'sign-in-needed' : 'forbidden';
}

type Guarded = Pick<Route, 'permission' | 'scopes'>;

/** Why a program may not, null where it may: its key counts, and no role beside it. */
function keyRefusal({ key }: AccessContext, { scopes }: Guarded): ProtocolError | null {
  if (!key) return { code: 'key-invalid' };
  if (scopes === null) return { code: 'key-scope' };
  const missing = missingScopes(scopes, key.scopes);
  return missing.length === 0 ? null : { code: 'key-scope', detail: missing.join(' ') };
}

function peopleRefusal(ctx: AccessContext, { permission }: Guarded): ProtocolError | null {
  // What is somebody's own needs somebody, whatever the device may do.
  if (permission === 'own' && ctx.session === null) return { code: 'sign-in-needed' };
  const isBeginning = permission === 'begin' && ctx.mode === 'open';
  return isBeginning || isAllowed(ctx.role, permission) ? null : { code: refusal(ctx, permission) };
}

/** RFC 6750 §3: how a program may show who it is. */
function challenge(c: Context<Env>, { code }: ProtocolError): void {
  if (code === 'key-invalid') c.header('www-authenticate', 'Bearer error="invalid_token"');
  if (code === 'key-scope') c.header('www-authenticate', 'Bearer error="insufficient_scope"');
}

/** Lets through who may, by the one table; everybody else is answered before the body is read. */
export const requirePermission = (route: Guarded) =>
  createMiddleware<Env>(async (c, next) => {
    const ctx = c.get('ctx');
    const refused = readBearer(c) === null ? peopleRefusal(ctx, route) : keyRefusal(ctx, route);
    if (!refused) return next();
    challenge(c, refused);
    return answerError(c, refused);
  });

/** Repeated by machines, and already in the request log: they would drown the rest. */
const unnoted = new Set<string>(['too-many-attempts', 'too-many-requests', 'pairing-needed', 'busy']);

/** Has an action written into the log of actions, with how it ended. */
export const audited = (action: string) =>
  createMiddleware<Env>(async (c, next) => {
    await next();
    const outcome = c.get('errorCode') ?? 'done';
    const ctx = c.get('ctx');
    if (!unnoted.has(outcome) && !ctx.audit.nothingDone) await noteAction(ctx, { action, outcome });
  });
