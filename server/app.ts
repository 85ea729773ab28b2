import { Hono } from 'hono';
import { answerError } from './http/answer.ts';
import { apiRoutes } from './http/api-routes.ts';
import { appShell } from './http/app-shell.ts';
import type { Env } from './http/env.ts';
import { identify } from './http/identify.ts';
import { Metrics } from './http/metrics.ts';
import { operations } from './http/operations.ts';
import { rateLimit } from './http/rate-limit.ts';
import { requestLog, type Logger } from './http/request-log.ts';
import { securityHeaders } from './http/security-headers.ts';
import { locate, loopbackReach, sameOriginOnly, type Reach } from './http/same-origin.ts';
import { revocationsInMemory, type Revocations } from './services/access/revocations.ts';
import { secretHash } from './services/access/secrets.ts';
import { SetupCode } from './services/access/setup-code.ts';
import { Throttle } from './services/access/throttle.ts';
import { ImportSessions } from './services/catalogue/import-sessions.ts';
import { Turns } from './services/keys/turns.ts';
import { LiveHub } from './services/live/live-hub.ts';
import { SegmentShelf } from './services/sync/segment-shelf.ts';
import { openExportFolder } from './services/upkeep/export-folder.ts';
import { UpkeepJob } from './services/upkeep/upkeep-job.ts';
import { WebhookDispatcher } from './services/webhooks/dispatcher.ts';
import { postEvent, type PostEvent } from './services/webhooks/post-event.ts';
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
  /** How the server is reached; from this machine alone when left out. */
  reach?: Reach;
  /** What was taken back, kept beside the database; in memory when left out. */
  revocations?: Revocations;
  /** The code of the set-up link, while there is no administrator. */
  setupCode?: string;
  /** When the newest backup was made, ms since the epoch; null for none. */
  newestBackupAt?: () => number | null;
  /** Certificate of the authority that signed the server's own, PEM. */
  authority?: string | null;
  /** How webhooks are posted; over the network when left out. */
  post?: PostEvent;
}

/** The server, and what works beside its requests. */
export interface App {
  app: Hono<Env>;
  webhooks: WebhookDispatcher;
}

/**
 * The whole server as one function from request to response; a test needs no
 * port: `createApp(deps).request('/api/status')`.
 */
export function createApp(deps: AppDependencies): Hono<Env> {
  return assembleApp(deps).app;
}

/** `createApp` with what is to be started and stopped with the server: no test needs it to run by itself. */
export function assembleApp(deps: AppDependencies): App {
  const { store, now, randomBytes, logger, version, buildFolder, reach = loopbackReach } = deps;
  const live = deps.live ?? new LiveHub();
  const metrics = new Metrics({ live, version, newestBackupAt: deps.newestBackupAt ?? (() => null) });
  const revocations = deps.revocations ?? revocationsInMemory();
  const warn = (fields: object, message: string) => logger.warn(fields, message);
  const logFault = (fault: unknown) => logger.error({ err: fault }, 'work in the background failed');
  const webhooks = new WebhookDispatcher({
    ...{ store, now, version, warn, logFault },
    post: deps.post ?? postEvent,
    random: () => (randomBytes(1)[0] ?? 0) / 255,
    isRemoved: (id) => revocations.deviceRevokedAt(id) !== null
  });
  live.listen(webhooks.wake);
  const app = new Hono<Env>();
  app.use('*', locate(reach));
  app.use('*', requestLog({ logger, metrics, now }));
  app.use('*', securityHeaders);
  app.onError((fault, c) => {
    logger.error({ err: fault, method: c.req.method, path: c.req.path.slice(0, 200) }, 'unexpected fault');
    return answerError(c, { code: 'server-fault' });
  });

  app.route('/', operations({ store, metrics, authority: deps.authority ?? null }));
  app.use('/api/*', sameOriginOnly(reach));
  app.use(
    '/api/*',
    identify({
      store,
      now,
      randomBytes,
      version,
      live,
      revocations,
      throttle: new Throttle(),
      setup: new SetupCode(deps.setupCode === undefined ? null : secretHash(deps.setupCode)),
      upkeep: new UpkeepJob(),
      imports: new ImportSessions(),
      turns: new Turns(),
      segments: new SegmentShelf({ store, now }),
      exports: openExportFolder(deps.exportFolder),
      webhooks,
      warn,
      logFault
    })
  );
  app.use('/api/*', rateLimit(now));
  app.route('/api', apiRoutes({ live }));
  if (buildFolder !== null) app.use('*', appShell(buildFolder));
  return { app, webhooks };
}
