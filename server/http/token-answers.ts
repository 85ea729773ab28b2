import type { Context } from 'hono';
import type { AccessResponse } from '../../src/lib/protocol/access.ts';
import type { EnrolResponse } from '../../src/lib/protocol/queries.ts';
import type { Enrolment } from '../services/devices/enrol-device.ts';
import { done, type Done } from '../services/result.ts';
import type { SignedIn } from '../services/sessions/open-session.ts';
import { dropSessionToken, writeDeviceToken, writeSessionToken } from './cookies.ts';
import type { Env } from './env.ts';

/** Tokens leave the server in cookies alone: no script and no log ever sees one. */
export function handDeviceToken(c: Context<Env>, { response, token }: Enrolment): EnrolResponse {
  if (token !== null) writeDeviceToken(c, token);
  return response;
}

export function handNextToken(c: Context<Env>, { nextToken }: { nextToken: string | null }): Done {
  if (nextToken !== null) writeDeviceToken(c, nextToken);
  return done.value;
}

export function handSession(c: Context<Env>, { response, token }: SignedIn): AccessResponse {
  writeSessionToken(c, token);
  return response;
}

/** The browser forgets the session that it has just ended. */
export function endOwnSession(c: Context<Env>, { own }: { own: boolean }): Done {
  if (own) dropSessionToken(c);
  return done.value;
}
