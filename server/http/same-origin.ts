import { createMiddleware } from 'hono/factory';
import { answerError } from './answer.ts';
import { readBearer } from './bearer.ts';
import type { Env } from './env.ts';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** How the server is reached, as its environment says. */
export interface Reach {
  /** Does it listen for other machines? */
  beyondLoopback: boolean;
  /** Does a proxy stand before it that ends TLS and says who asks? */
  behindProxy: boolean;
  /** Where people find it; null where the Host header tells. */
  publicUrl: string | null;
}

export const loopbackReach: Reach = { beyondLoopback: false, behindProxy: false, publicUrl: null };

function isLoopbackName(hostname: string): boolean {
  return (
    hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname)
  );
}

function originOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).origin : null;
}

/** The last one is the proxy's own word; those before it are whatever the client wrote. */
const lastOf = (list: string | undefined): string | undefined => list?.split(',').at(-1)?.trim();

/** Finds out where the request comes from and where it believes to go. */
export const locate = (reach: Reach) =>
  createMiddleware<Env>(async (c, next) => {
    const url = new URL(c.req.url);
    const scheme = reach.behindProxy ? 'https:' : url.protocol;
    const socket = c.env?.incoming?.socket.remoteAddress ?? '';
    const forwarded = reach.behindProxy ? lastOf(c.req.header('x-forwarded-for')) : undefined;
    c.set('origin', reach.publicUrl ?? `${scheme}//${url.host}`);
    c.set('address', (forwarded ?? socket).slice(0, 64));
    await next();
  });

/**
 * A page of another site must not reach the server. Under a name of its own that
 * it points here (DNS rebinding) it is told by the Host header while the server
 * trusts this machine; a form or fetch is told by Origin and Sec-Fetch-Site.
 * Programs that are no browser send neither of the latter, and one that shows a key
 * is not known by what a browser adds by itself.
 */
export const sameOriginOnly = (reach: Reach) =>
  createMiddleware<Env>(async (c, next) => {
    const url = new URL(c.req.url);
    const isPublic = reach.beyondLoopback || reach.publicUrl !== null;
    if (!isPublic && !isLoopbackName(url.hostname)) return answerError(c, { code: 'not-loopback' });
    if (READING.has(c.req.method) || readBearer(c) !== null) return next();
    const fetchSite = c.req.header('sec-fetch-site');
    const origin = c.req.header('origin');
    const isForeign =
      (fetchSite !== undefined && fetchSite !== 'same-origin') ||
      (origin !== undefined && originOf(origin) !== new URL(c.get('origin')).origin && !isItself(origin));
    return isForeign ? answerError(c, { code: 'cross-origin' }) : next();

    /** With a public address, this machine may still use its own. */
    function isItself(given: string): boolean {
      return isLoopbackName(url.hostname) && originOf(given) === url.origin;
    }
  });
