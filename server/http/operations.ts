import { Hono, type Context } from 'hono';
import type { Store } from '../store/store.ts';
import { answer } from './answer.ts';
import type { Env } from './env.ts';
import type { Metrics } from './metrics.ts';

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** How busy a warehouse is concerns nobody outside: metrics are for this machine, proxies excepted. */
const isFromHere = (c: Context<Env>): boolean =>
  loopback.has(c.env?.incoming?.socket.remoteAddress ?? '') && c.req.header('x-forwarded-for') === undefined;

/**
 * What those ask who keep the server running:
 *
 *   /healthz   the process answers; restart it when it does not
 *   /readyz    the database answers too; send nobody here when it does not
 *   /metrics   numbers for Prometheus, from this machine only
 *
 * And what a phone asks that does not trust the server yet:
 *
 *   /authority.crt   the certificate of the house's authority, where there is one
 */
export function operations(input: {
  store: Store;
  metrics: Metrics;
  /** PEM */
  authority: string | null;
}): Hono<Env> {
  const { store, metrics, authority } = input;
  const routes = new Hono<Env>();
  routes.get('/healthz', (c) => answer(c, { ok: true, value: { ok: true, epoch: store.epoch } }));
  routes.get('/readyz', async (c) => {
    try {
      const { seq } = await store.readPresent();
      return c.json({ ok: true, seq });
    } catch {
      return c.json({ ok: false }, 503);
    }
  });
  routes.get('/metrics', async (c) => {
    if (!isFromHere(c)) return c.text('Metrics are for this machine only.\n', 403);
    return c.text(await metrics.text(), 200, { 'content-type': metrics.contentType });
  });
  routes.get('/authority.crt', (c) => {
    if (authority === null) return c.text('This server has no authority of its own.\n', 404);
    return c.text(authority, 200, {
      'content-type': 'application/x-x509-ca-cert',
      'content-disposition': 'attachment; filename="authority.crt"'
    });
  });
  return routes;
}
