import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { Env } from './env.ts';

const NAME = 'douchette_device';

/** The longest that browsers keep a cookie; each enrolment of a living device renews it. */
const MAX_AGE_SECONDS = 400 * 24 * 3600;

export function readDeviceToken(c: Context<Env>): string | undefined {
  return getCookie(c, NAME);
}

/** Hands the token over. Plain HTTP exists on loopback only, where `Secure` would lose the cookie in some browsers. */
export function writeDeviceToken(c: Context<Env>, token: string): void {
  setCookie(c, NAME, token, {
    path: '/api',
    httpOnly: true,
    sameSite: 'Strict',
    secure: new URL(c.req.url).protocol === 'https:',
    maxAge: MAX_AGE_SECONDS
  });
}
