import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Env } from './env.ts';

const DEVICE = 'douchette_device';
const SESSION = 'douchette_session';

/** The longest that browsers keep a cookie; each enrolment of a living device renews it. */
const DEVICE_SECONDS = 400 * 24 * 3600;
/** The server ends a session by itself; the cookie is no longer of use after that. */
const SESSION_SECONDS = 7 * 24 * 3600;

/** With this prefix a browser takes the cookie from this very host over TLS alone (RFC 6265bis §4.1.3.2). */
const HOST_PREFIX = '__Host-';

const isOverTls = (c: Context<Env>): boolean => c.get('origin').startsWith('https:');

/** Plain HTTP exists on loopback only, where `Secure` would lose the cookie in some browsers. */
const nameOf = (c: Context<Env>, name: string): string => (isOverTls(c) ? `${HOST_PREFIX}${name}` : name);

const options = (c: Context<Env>) =>
  ({
    path: isOverTls(c) ? '/' : '/api',
    httpOnly: true,
    sameSite: 'Strict',
    secure: isOverTls(c)
  }) as const;

export const readDeviceToken = (c: Context<Env>): string | undefined => getCookie(c, nameOf(c, DEVICE));
export const readSessionToken = (c: Context<Env>): string | undefined => getCookie(c, nameOf(c, SESSION));

export function writeDeviceToken(c: Context<Env>, token: string): void {
  setCookie(c, nameOf(c, DEVICE), token, { ...options(c), maxAge: DEVICE_SECONDS });
}

export function writeSessionToken(c: Context<Env>, token: string): void {
  setCookie(c, nameOf(c, SESSION), token, { ...options(c), maxAge: SESSION_SECONDS });
}

export function dropSessionToken(c: Context<Env>): void {
  deleteCookie(c, nameOf(c, SESSION), options(c));
}
