import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { answer, answerError } from './http/answer.ts';
import { apiRoutes } from './http/api-routes.ts';
import { appShell } from './http/app-shell.ts';
import { readDeviceToken } from './http/device-cookie.ts';
import type { Env } from './http/env.ts';
import { requestLog, type Logger } from './http/request-log.ts';
import { sameOriginOnly } from './http/same-origin.ts';
import { ImportSessions } from './services/catalogue/import-sessions.ts';
import { identifyDevice } from './services/devices/identify-device.ts';
import { LiveHub } from './services/live/live-hub.ts';
import { SegmentShelf } from './services/sync/segment-shelf.ts';
import { openExportFolder } from './services/upkeep/export-folder.ts';
import { UpkeepJob } from './services/upkeep/upkeep-job.ts';
import type { Store } from './store/store.ts';

export interface AppDependencies {
  store: Store;
  /** Server time, ms since the epoch. */
  now: () => number;
  randomBytes: (size: number) => Uint8Array;
  logger: Logger;
  /** Version of the program, as `/api/status` tells it. */
  version: string;
  /** Where the built app lies; null serves the API alone. */
  buildFolder: string | null;
  /** Where exports are kept. */
  exportFolder: string;
  /** Who listens for changes; to be closed when the server stops. */
  live?: LiveHub;
}

/**
 * The whole server as one function from request to response; a test needs no
 * port: `createApp(deps).request('/api/status')`.
 */
export function createApp(deps: AppDependencies): Hono<Env> {
  const { store, now, randomBytes, logger, version, buildFolder } = deps;
  const lasting = {
    upkeep: new UpkeepJob(),
    imports: new ImportSessions(),
    segments: new SegmentShelf({ store, now }),
    exports: openExportFolder(deps.exportFolder),
    warn: (fields: object, message: string) => logger.warn(fields, message),
    logFault: (fault: unknown) => logger.error({ err: fault }, 'work in the background failed')
  };
  const app = new Hono<Env>();
  app.use('*', requestLog({ logger, now }));
  // With `no-referrer` a browser may send `Origin: null` with its own writes.
  app.use('*', secureHeaders({ strictTransportSecurity: false, referrerPolicy: 'same-origin' }));
  app.onError((fault, c) => {
    logger.error({ err: fault, method: c.req.method, path: c.req.path.slice(0, 200) }, 'unexpected fault');
    return answerError(c, { code: 'server-fault' });
  });

  app.get('/healthz', async (c) => answer(c, { ok: true, value: { ok: true, epoch: store.epoch } }));
  app.use('/api/*', sameOriginOnly);
  app.use('/api/*', async (c, next) => {
    const device = await identifyDevice({ store, token: readDeviceToken(c) });
    c.set('ctx', { store, now, randomBytes, version, device, ...lasting });
    await next();
  });
  app.route('/api', apiRoutes({ live: deps.live ?? new LiveHub() }));
  if (buildFolder !== null) app.use('*', appShell(buildFolder));
  return app;
}
