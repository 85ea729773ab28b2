import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { matchedRoutes } from 'hono/route';
import type { Env } from './env.ts';
import type { Metrics } from './metrics.ts';

/** Where log lines go: pino, or what a test listens with. */
export interface Logger {
  info(fields: object, message?: string): void;
  warn(fields: object, message?: string): void;
  error(fields: object, message?: string): void;
}

/** Every address of the app itself is one route: who scans for weaknesses must not make thousands of labels. */
const labelOf = (c: Context<Env>): string =>
  matchedRoutes(c).findLast(({ method }) => method === c.req.method)?.path ?? 'app';

/**
 * One line a request, and its numbers. Neither query string nor headers nor body are logged, so
 * that no token and no serial ends up in a log.
 */
export function requestLog(input: { logger: Logger; metrics: Metrics; now: () => number }) {
  return createMiddleware<Env>(async (c, next) => {
    const startedAt = input.now();
    await next();
    const { method } = c.req;
    const { status } = c.res;
    const ms = input.now() - startedAt;
    input.metrics.note({ method, route: labelOf(c), status, ms });
    input.logger.info({
      ...{ method, path: c.req.path.slice(0, 200), status, ms },
      device: c.get('ctx')?.device?.id,
      person: c.get('ctx')?.session?.personId,
      address: c.get('address'),
      code: c.get('errorCode')
    });
  });
}
