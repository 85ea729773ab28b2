import { Hono } from 'hono';
import type { LiveHub } from '../services/live/live-hub.ts';
import { answerError } from './answer.ts';
import type { Env } from './env.ts';
import { announceWrites } from './live.ts';
import { protocolVersion } from './protocol-version.ts';
import { audited, requirePermission } from './require-permission.ts';
import { routeTable } from './route-table.ts';

/** Every route under `/api`, each behind the permission that the table gives it. */
export function apiRoutes({ live }: { live: LiveHub }): Hono<Env> {
  const api = new Hono<Env>();
  api.use('*', announceWrites(live));
  api.use('/sync/*', protocolVersion({ required: true }));
  api.use('*', protocolVersion({ required: false }));

  for (const route of routeTable(live)) {
    const { method, path, permission, handle } = route;
    // What is done on the floor is in the movements themselves.
    if (method === 'POST' && permission !== 'floor' && permission !== 'keys')
      api.on(method, path, audited(`${method} ${path}`));
    api.on(method, path, requirePermission(route), handle);
  }
  api.all('*', (c) => answerError(c, { code: 'not-found' }));
  return api;
}
