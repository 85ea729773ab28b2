import { fileURLToPath } from 'node:url';

export interface Environment {
  host: string;
  port: number;
  databasePath: string;
}

export type EnvironmentResult = { ok: true; value: Environment } | { ok: false; problem: string };

const problem = (text: string): EnvironmentResult => ({ ok: false, problem: text });

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

function databasePath(url: string): string | null {
  if (url.startsWith('file://')) return URL.canParse(url) ? fileURLToPath(url) : null;
  const path = url.startsWith('file:') ? url.slice('file:'.length) : '';
  return path === '' ? null : path;
}

/**
 * Reads HOST, PORT and DATABASE_URL. Each fault is one clear line that names the
 * variable and the way out.
 */
export function readEnvironment(env: Record<string, string | undefined>): EnvironmentResult {
  const host = env.HOST || '127.0.0.1';
  const port = Number(env.PORT || 8787);
  const url = env.DATABASE_URL || 'file:./data/douchette.db';
  if (!isLoopback(host)) {
    return problem(
      `HOST=${host} is not this machine: until access control exists Douchette listens on loopback only (HOST=127.0.0.1).`
    );
  }
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    return problem(`PORT=${env.PORT} is not a port number between 0 and 65535.`);
  }
  const path = databasePath(url);
  if (path === null) {
    return problem(
      `DATABASE_URL=${url} is not understood: use file:<path>, such as file:./data/douchette.db.`
    );
  }
  return { ok: true, value: { host, port, databasePath: path } };
}
