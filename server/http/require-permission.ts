import { createMiddleware } from 'hono/factory';
import { isAllowed, type Permission } from '../../src/lib/protocol/roles.ts';
import type { ErrorCode } from '../../src/lib/protocol/errors.ts';
import { noteAction } from '../services/audit/note-action.ts';
import type { AccessContext } from '../services/context.ts';
import { answerError } from './answer.ts';
import type { Env } from './env.ts';

/** Why who asks may not: a device is to be known first, a person to sign in, or the role is too small. */
function refusal({ role, session, mode }: AccessContext, permission: Permission): ErrorCode {
  if (role === null) return permission === 'floor' || mode === 'open' ? 'not-enrolled' : 'sign-in-needed';
  return session === null ? 'sign-in-needed' : 'forbidden';
}

/** Lets through who may, by the one table; everybody else is answered before the body is read. */
export const requirePermission = (permission: Permission) =>
  createMiddleware<Env>(async (c, next) => {
    const ctx = c.get('ctx');
    // What is somebody's own needs somebody, whatever the device may do.
    if (permission === 'own' && ctx.session === null) return answerError(c, { code: 'sign-in-needed' });
    const isBeginning = permission === 'begin' && ctx.mode === 'open';
    if (isBeginning || isAllowed(ctx.role, permission)) return next();
    return answerError(c, { code: refusal(ctx, permission) });
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
