import { fileURLToPath } from 'node:url';

export interface Environment {
  host: string;
  port: number;
  databasePath: string;
  /** Does it listen for other machines? Then there must be an administrator. */
  beyondLoopback: boolean;
  /** Does a proxy before it end TLS, and say in `X-Forwarded-For` who asks? */
  behindProxy: boolean;
  /** The origin that people open, such as `https://stock.example`; null when nobody has said. */
  publicUrl: string | null;
}

export type EnvironmentResult = { ok: true; value: Environment } | { ok: false; problem: string };

const problem = (text: string): EnvironmentResult => ({ ok: false, problem: text });

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** The origin of an address over TLS; null for any other. */
function originOf(url: string): string | null {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  return parsed?.protocol === 'https:' ? parsed.origin : null;
}

function databasePath(url: string): string | null {
  if (url.startsWith('file://')) return URL.canParse(url) ? fileURLToPath(url) : null;
  const path = url.startsWith('file:') ? url.slice('file:'.length) : '';
  return path === '' ? null : path;
}

/**
 * Reads HOST, PORT, DATABASE_URL, TLS_PROXY and PUBLIC_URL. Each fault is one clear line that names the
 * variable and the way out.
 */
export function readEnvironment(env: Record<string, string | undefined>): EnvironmentResult {
  const host = env.HOST || '127.0.0.1';
  const port = Number(env.PORT || 8787);
  const url = env.DATABASE_URL || 'file:./data/douchette.db';
  const behindProxy = env.TLS_PROXY === '1';
  const beyondLoopback = !isLoopback(host);
  if (beyondLoopback && !behindProxy) {
    return problem(
      `HOST=${host} is beyond loopback, where plain HTTP would show passwords and tokens: put a proxy that ends TLS before it and set TLS_PROXY=1, or use HOST=127.0.0.1.`
    );
  }
  const publicUrl = env.PUBLIC_URL ? originOf(env.PUBLIC_URL) : null;
  if (env.PUBLIC_URL && publicUrl === null) {
    return problem(
      `PUBLIC_URL=${env.PUBLIC_URL} is not the https address of this server: use such as https://stock.example.`
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
  return { ok: true, value: { host, port, databasePath: path, beyondLoopback, behindProxy, publicUrl } };
}
