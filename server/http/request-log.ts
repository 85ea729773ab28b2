import { createMiddleware } from 'hono/factory';
import type { Env } from './env.ts';

/** Where log lines go: pino, or what a test listens with. */
export interface Logger {
  info(fields: object, message?: string): void;
  warn(fields: object, message?: string): void;
  error(fields: object, message?: string): void;
}

/**
 * One line a request. Neither query string nor headers nor body are logged, so
 * that no token and no serial ends up in a log.
 */
export function requestLog(input: { logger: Logger; now: () => number }) {
  return createMiddleware<Env>(async (c, next) => {
    const startedAt = input.now();
    await next();
    input.logger.info({
      method: c.req.method,
      path: c.req.path.slice(0, 200),
      status: c.res.status,
      ms: input.now() - startedAt,
      device: c.get('ctx')?.device?.id,
      code: c.get('errorCode')
    });
  });
}
