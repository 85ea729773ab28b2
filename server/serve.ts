import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve, type ServerType } from '@hono/node-server';
import { pino } from 'pino';
import { uuidV7 } from '../src/lib/domain/id.ts';
import { everySerial } from '../src/lib/domain/serial/serial-query.ts';
import { createApp } from './app.ts';
import { readEnvironment, type Environment } from './environment.ts';
import { openRevocations, type Revocations } from './services/access/revocations.ts';
import { newSecret } from './services/access/secrets.ts';
import { LiveHub } from './services/live/live-hub.ts';
import { openSqliteStore } from './store/sqlite/sqlite-store.ts';
import type { Store } from './store/store.ts';

const inProject = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** Connections that linger after their last answer are cut this long after a stop was asked for. */
const STOP_GRACE_MS = 5000;

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

/** Slow clients: a request that is not there after so long is answered 408 and cut. */
const timeouts = { headersTimeout: 15_000, requestTimeout: 120_000, connectionsCheckingInterval: 5000 };

interface Running {
  environment: Environment;
  store: Store;
  live: LiveHub;
  logLevel: string;
  revocations: Revocations;
  /** Null once there is an administrator. */
  setupCode: string | null;
}

function createServed(input: Running): ReturnType<typeof createApp> {
  const { environment, store, live, revocations, setupCode } = input;
  const { version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as { version: string };
  return createApp({
    store,
    live,
    now: Date.now,
    randomBytes,
    version,
    logger: pino({ level: input.logLevel }),
    buildFolder: inProject('build'),
    exportFolder: join(dirname(environment.databasePath), 'exports'),
    reach: environment,
    revocations,
    ...(setupCode === null ? {} : { setupCode })
  });
}

function listen(input: Running): ServerType {
  const { host, port } = input.environment;
  const app = createServed(input);
  const options = { fetch: app.fetch, hostname: host, port, serverOptions: timeouts };
  const server = serve(options, ({ port: bound }: AddressInfo) => {
    const address = `http://localhost:${bound}`;
    process.stdout.write(`Douchette is at ${address}\n`);
    if (input.setupCode !== null) void inviteAdministrator(address, input.setupCode);
    // The first search of a process takes in every row: better now than while somebody waits.
    const first = input.store.searchSerials({ query: everySerial, after: null, limit: 1 });
    first.catch((fault: unknown) => process.stderr.write(`The search index is not filled yet: ${fault}\n`));
  });
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

/**
 * Runs the server until SIGTERM or SIGINT, which lets the requests in hand end.
 *
 * @param env the variables HOST, PORT, DATABASE_URL, TLS_PROXY, PUBLIC_URL and LOG_LEVEL
 */
export async function serveDouchette(env: Record<string, string | undefined>): Promise<void> {
  const environment = readEnvironment(env);
  if (!environment.ok) return stopWith(environment.problem);
  const store = openStore(environment.value.databasePath);
  const live = new LiveHub();
  const revocations = openRevocations(`${environment.value.databasePath}.revocations`);
  const hasAdministrator = await store.access.hasAdministrator();
  if (environment.value.beyondLoopback && !hasAdministrator) {
    return stopWith(
      `HOST=${environment.value.host} is beyond loopback and there is no administrator yet: start with HOST=127.0.0.1 and open the set-up link first.`
    );
  }
  const server = listen({
    environment: environment.value,
    store,
    live,
    logLevel: env.LOG_LEVEL || 'info',
    revocations,
    setupCode: hasAdministrator ? null : newSecret(randomBytes).secret
  });

  const stop = () => {
    live.close();
    server.close(() => void store.close().then(() => process.exit(0)));
    if ('closeIdleConnections' in server) server.closeIdleConnections();
    setTimeout(() => {
      if ('closeAllConnections' in server) server.closeAllConnections();
    }, STOP_GRACE_MS).unref();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}
