import { createMiddleware } from 'hono/factory';
import { answerError } from './answer.ts';
import type { Env } from './env.ts';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

function isLoopbackName(hostname: string): boolean {
  return (
    hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname)
  );
}

function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).host : null;
}

/**
 * A page of another site must not reach a server that trusts whoever is on this
 * machine: neither under a name of its own that it points to 127.0.0.1 (DNS
 * rebinding, told by the Host header), nor by a form or fetch (told by Origin
 * and Sec-Fetch-Site). Programs that are no browser send neither of the latter.
 */
export const sameOriginOnly = createMiddleware<Env>(async (c, next) => {
  const url = new URL(c.req.url);
  if (!isLoopbackName(url.hostname)) return answerError(c, { code: 'not-loopback' });
  if (READING.has(c.req.method)) return next();
  const fetchSite = c.req.header('sec-fetch-site');
  const origin = c.req.header('origin');
  const isForeign =
    (fetchSite !== undefined && fetchSite !== 'same-origin') ||
    (origin !== undefined && hostOf(origin) !== url.host);
  return isForeign ? answerError(c, { code: 'cross-origin' }) : next();
});
