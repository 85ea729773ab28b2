import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { serve, type ServerType } from '@hono/node-server';
import { pino, type Logger } from 'pino';
import { uuidV7 } from '../src/lib/domain/id.ts';
import { everySerial } from '../src/lib/domain/serial/serial-query.ts';
import { assembleApp, type App } from './app.ts';
import { BackupSchedule } from './backup-schedule.ts';
import { readEnvironment, type Environment } from './environment.ts';
import { CLIENT_LIMITS, limitClients, serverOptionsOf } from './http/client-limits.ts';
import { openRevocations, type Revocations } from './services/access/revocations.ts';
import { newSecret } from './services/access/secrets.ts';
import { LiveHub } from './services/live/live-hub.ts';
import { openSqliteStore } from './store/sqlite/sqlite-store.ts';
import type { Store } from './store/store.ts';

const inProject = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** Connections that linger after their last answer are cut this long after a stop was asked for. */
const STOP_GRACE_MS = 5000;

/** RFC 8996 puts away what is older. */
const OLDEST_TLS = 'TLSv1.2';

/** While it stops, connections are looked at this often. */
const IDLE_CHECK_MS = 50;

function stopWith(problem: string): never {
  process.stderr.write(`${problem}\n`);
  process.exit(1);
}

function openStore(path: string): Store {
  try {
    return openSqliteStore({ path, newEpoch: uuidV7({ now: Date.now(), random: randomBytes(10) }) });
  } catch (fault) {
    return stopWith(
      `The database ${path} cannot be opened: ${fault instanceof Error ? fault.message : fault}`
    );
  }
}

interface Running {
  environment: Environment;
  store: Store;
  live: LiveHub;
  logger: Logger;
  revocations: Revocations;
  /** Null once there is an administrator. */
  setupCode: string | null;
  /** Null when nobody makes any. */
  backups: BackupSchedule | null;
}

/** What `npm run certificate` laid beside the server's certificate; null where that came from elsewhere. */
function readAuthority({ tls }: Environment): string | null {
  const path = tls && join(dirname(tls.certificatePath), 'authority.pem');
  return path !== null && existsSync(path) ? readFileSync(path, 'utf8') : null;
}

function assembleServed(input: Running): App {
  const { environment, store, live, logger, revocations, setupCode, backups } = input;
  const { version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as { version: string };
  return assembleApp({
    store,
    live,
    now: Date.now,
    randomBytes,
    version,
    logger,
    buildFolder: inProject('build'),
    exportFolder: join(dirname(environment.databasePath), 'exports'),
    reach: environment,
    revocations,
    newestBackupAt: () => backups?.newestAt ?? null,
    authority: readAuthority(environment),
    ...(setupCode === null ? {} : { setupCode })
  });
}

/** The certificate and its key, read while the server can still say in one line what is wrong with them. */
function readTls({ certificatePath, keyPath }: { certificatePath: string; keyPath: string }) {
  try {
    const [cert, key] = [readFileSync(certificatePath, 'utf8'), readFileSync(keyPath, 'utf8')];
    createSecureContext({ cert, key });
    return { cert, key };
  } catch (fault) {
    return stopWith(
      `TLS_CERT=${certificatePath} and TLS_KEY=${keyPath} cannot be used: ${fault instanceof Error ? fault.message : fault}`
    );
  }
}

function listen(input: Running, { fetch }: App['app']): ServerType {
  const { host, port, tls } = input.environment;
  const timeouts = serverOptionsOf(CLIENT_LIMITS);
  const options = {
    ...{ fetch, hostname: host, port },
    ...(tls === null
      ? { serverOptions: timeouts }
      : {
          createServer: createTlsServer,
          serverOptions: { ...timeouts, ...readTls(tls), minVersion: OLDEST_TLS }
        })
  };
  const server = serve(options, ({ port: bound }: AddressInfo) => {
    const address = `${tls === null ? 'http' : 'https'}://localhost:${bound}`;
    process.stdout.write(`Douchette is at ${address}\n`);
    if (input.setupCode !== null) void inviteAdministrator(address, input.setupCode);
    // The first search of a process takes in every row: better now than while somebody waits.
    const first = input.store.searchSerials({ query: everySerial, after: null, limit: 1 });
    first.catch((fault: unknown) => process.stderr.write(`The search index is not filled yet: ${fault}\n`));
  });
  limitClients(server, CLIENT_LIMITS);
  server.on('error', (fault: NodeJS.ErrnoException) => {
    stopWith(
      fault.code === 'EADDRINUSE'
        ? `Port ${port} is taken: stop what uses it, or set PORT to another one.`
        : `Douchette cannot listen on ${host}:${port}: ${fault.message}`
    );
  });
  return server;
}

/** Prints the link that makes the first administrator; on a terminal as a QR code too. */
async function inviteAdministrator(address: string, code: string): Promise<void> {
  const link = `${address}/installation#${code}`;
  process.stdout.write(`No administrator yet. To create one, open once: ${link}\n`);
  if (!process.stdout.isTTY) return;
  const { terminalQrCode } = await import('./terminal-qr-code.ts');
  process.stdout.write(terminalQrCode(link));
}

function scheduleBackups(environment: Environment, logger: Logger): BackupSchedule | null {
  const { databasePath, backupEveryHours: everyHours, backupsKept: kept } = environment;
  if (everyHours === null) return null;
  const backups = new BackupSchedule({ databasePath, everyHours, kept, now: Date.now, logger });
  backups.start();
  return backups;
}

/** A kept-alive connection falls idle only after its last answer has ended, which an event stream does late. */
function closeConnections(server: ServerType): void {
  if (!('closeIdleConnections' in server)) return;
  server.closeIdleConnections();
  setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS).unref();
  setTimeout(() => server.closeAllConnections(), STOP_GRACE_MS).unref();
}

/**
 * Runs the server until SIGTERM or SIGINT, which lets the requests in hand end.
 *
 * @param env the variables that `readEnvironment` knows
 */
export async function serveDouchette(env: Record<string, string | undefined>): Promise<void> {
  const environment = readEnvironment(env);
  if (!environment.ok) return stopWith(environment.problem);
  const { databasePath, beyondLoopback, host, logLevel } = environment.value;
  const logger = pino({ level: logLevel });
  const store = openStore(databasePath);
  const live = new LiveHub();
  const revocations = openRevocations(`${databasePath}.revocations`);
  const hasAdministrator = await store.access.hasAdministrator();
  if (beyondLoopback && !hasAdministrator) {
    return stopWith(
      `HOST=${host} is beyond loopback and there is no administrator yet: start with HOST=127.0.0.1 and open the set-up link first.`
    );
  }
  const backups = scheduleBackups(environment.value, logger);
  const running: Running = {
    environment: environment.value,
    store,
    live,
    logger,
    revocations,
    setupCode: hasAdministrator ? null : newSecret(randomBytes).secret,
    backups
  };
  const { app, webhooks } = assembleServed(running);
  const server = listen(running, app);
  webhooks.start();

  const stop = () => {
    live.close();
    webhooks.stop();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    void Promise.all([closed, backups?.stop()])
      .then(() => store.close())
      .then(() => process.exit(0));
    closeConnections(server);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}
