import type { Context } from 'hono';
import type { Env } from './env.ts';

/**
 * What a program shows as its key (RFC 6750 §2.1), null where it shows none. Other
 * schemes of `Authorization` are a proxy's business.
 */
export function readBearer(c: Context<Env>): string | null {
  const shown = /^bearer(?: +(.*))?$/i.exec(c.req.header('authorization') ?? '');
  return shown && (shown[1] ?? '');
}
