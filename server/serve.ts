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

function listen(input: {
  environment: Environment;
  store: Store;
  live: LiveHub;
  logLevel: string;
}): ServerType {
  const { host, port } = input.environment;
  const { version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as { version: string };
  const logger = pino({ level: input.logLevel });
  const app = createApp({
    store: input.store,
    live: input.live,
    now: Date.now,
    randomBytes,
    version,
    logger,
    buildFolder: inProject('build'),
    exportFolder: join(dirname(input.environment.databasePath), 'exports')
  });
  const server = serve({ fetch: app.fetch, hostname: host, port }, ({ port: bound }: AddressInfo) => {
    process.stdout.write(`Douchette is at http://localhost:${bound}\n`);
    // The first search of a process takes in every row: better now than while somebody waits.
    const first = input.store.searchSerials({ query: everySerial, after: null, limit: 1 });
    first.catch((fault: unknown) => logger.warn({ err: fault }, 'the search index is not filled yet'));
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

/**
 * Runs the server until SIGTERM or SIGINT, which lets the requests in hand end.
 *
 * @param env the variables HOST, PORT, DATABASE_URL and LOG_LEVEL
 */
export async function serveDouchette(env: Record<string, string | undefined>): Promise<void> {
  const environment = readEnvironment(env);
  if (!environment.ok) return stopWith(environment.problem);
  const store = openStore(environment.value.databasePath);
  const live = new LiveHub();
  const server = listen({ environment: environment.value, store, live, logLevel: env.LOG_LEVEL || 'info' });

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
