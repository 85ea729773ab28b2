import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { NOTHING_ALLOWED } from './content-security.ts';
import type { Env } from './env.ts';

const YEAR_SECONDS = 365 * 24 * 3600;

const usual = secureHeaders({
  // Only where the connection is TLS: a browser that came over loopback must not be locked into it.
  strictTransportSecurity: false,
  // With `no-referrer` a browser may send `Origin: null` with its own writes.
  referrerPolicy: 'same-origin',
  xFrameOptions: 'DENY',
  permissionsPolicy: {
    camera: ['self'],
    screenWakeLock: ['self'],
    microphone: [],
    geolocation: [],
    payment: [],
    usb: [],
    displayCapture: []
  }
});

/** The usual headers on every answer, and a policy that allows nothing where none was set. */
export const securityHeaders: MiddlewareHandler<Env> = async (c, next) => {
  await usual(c, next);
  const { headers } = c.res;
  if (!headers.has('content-security-policy')) headers.set('content-security-policy', NOTHING_ALLOWED);
  if (c.get('origin').startsWith('https:')) {
    headers.set('strict-transport-security', `max-age=${YEAR_SECONDS}; includeSubDomains`);
  }
};
