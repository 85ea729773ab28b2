import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Env } from './env.ts';

const DEVICE = 'douchette_device';
const SESSION = 'douchette_session';

/** The longest that browsers keep a cookie; each enrolment of a living device renews it. */
const DEVICE_SECONDS = 400 * 24 * 3600;
/** The server ends a session by itself; the cookie is no longer of use after that. */
const SESSION_SECONDS = 7 * 24 * 3600;

export const readDeviceToken = (c: Context<Env>): string | undefined => getCookie(c, DEVICE);
export const readSessionToken = (c: Context<Env>): string | undefined => getCookie(c, SESSION);

/** Plain HTTP exists on loopback only, where `Secure` would lose the cookie in some browsers. */
const options = (c: Context<Env>) =>
  ({
    path: '/api',
    httpOnly: true,
    sameSite: 'Strict',
    secure: c.get('origin').startsWith('https:')
  }) as const;

export function writeDeviceToken(c: Context<Env>, token: string): void {
  setCookie(c, DEVICE, token, { ...options(c), maxAge: DEVICE_SECONDS });
}

export function writeSessionToken(c: Context<Env>, token: string): void {
  setCookie(c, SESSION, token, { ...options(c), maxAge: SESSION_SECONDS });
}

export function dropSessionToken(c: Context<Env>): void {
  deleteCookie(c, SESSION, options(c));
}
