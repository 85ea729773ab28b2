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
  /** Paths of the certificate with its chain and of its key, as PEM; null for plain HTTP. */
  tls: { certificatePath: string; keyPath: string } | null;
  /** Hours between two backups; null for none. */
  backupEveryHours: number | null;
  /** Backups that are kept; older ones are deleted. */
  backupsKept: number;
  logLevel: LogLevel;
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

type LogLevel = (typeof logLevels)[number];

/** `problem` has one line for each fault. */
export type EnvironmentResult = { ok: true; value: Environment } | { ok: false; problem: string };

type Variables = Record<string, string | undefined>;

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** The origin of an address over TLS; null for any other. */
function originOf(url: string): string | null {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  return parsed?.protocol === 'https:' ? parsed.origin : null;
}

function pathOf(url: string): string | null {
  if (url.startsWith('file://')) return URL.canParse(url) ? fileURLToPath(url) : null;
  const path = url.startsWith('file:') ? url.slice('file:'.length) : '';
  return path === '' ? null : path;
}

/** Takes variables one by one and gathers what is wrong with them. */
class Reader {
  readonly problems: string[] = [];
  readonly #env: Variables;

  constructor(env: Variables) {
    this.#env = env;
  }

  /** What is set; an empty variable is not. */
  text(name: string): string | null {
    return this.#env[name] || null;
  }

  number(name: string, { min, max, otherwise }: { min: number; max: number; otherwise: number }): number {
    const value = Number(this.text(name) ?? otherwise);
    if (!Number.isInteger(value) || value < min || value > max)
      this.#refuse(name, `is not a whole number between ${min} and ${max}.`);
    return value;
  }

  databasePath(): string {
    const path = pathOf(this.text('DATABASE_URL') ?? 'file:./data/douchette.db');
    if (path === null)
      this.#refuse('DATABASE_URL', 'is not understood: use file:<path>, such as file:./data/douchette.db.');
    return path ?? '';
  }

  publicUrl(): string | null {
    const url = this.text('PUBLIC_URL');
    const origin = url === null ? null : originOf(url);
    if (url !== null && origin === null)
      this.#refuse(
        'PUBLIC_URL',
        'is not the https address of this server: use such as https://stock.example.'
      );
    return origin;
  }

  tls(): Environment['tls'] {
    const [certificatePath, keyPath] = [this.text('TLS_CERT'), this.text('TLS_KEY')];
    if (certificatePath !== null && keyPath !== null) return { certificatePath, keyPath };
    const [one, other] = certificatePath === null ? ['TLS_KEY', 'TLS_CERT'] : ['TLS_CERT', 'TLS_KEY'];
    if (certificatePath !== keyPath)
      this.#refuse(
        one,
        `needs ${other} beside it: a certificate and its key. npm run certificate makes both.`
      );
    return null;
  }

  host(isEncrypted: boolean): string {
    const host = this.text('HOST') ?? '127.0.0.1';
    if (!isLoopback(host) && !isEncrypted)
      this.#refuse(
        'HOST',
        'is beyond loopback, where plain HTTP would show passwords and tokens: set TLS_CERT and TLS_KEY (npm run certificate makes them), or put a proxy that ends TLS before it and set TLS_PROXY=1.'
      );
    return host;
  }

  logLevel(): LogLevel {
    const level = this.text('LOG_LEVEL') ?? 'info';
    const known = logLevels.find((one) => one === level);
    if (!known) this.#refuse('LOG_LEVEL', `is none of ${logLevels.join(', ')}.`);
    return known ?? 'info';
  }

  #refuse(name: string, why: string): void {
    this.problems.push(`${name}=${this.text(name)} ${why}`);
  }
}

/**
 * Reads HOST, PORT, DATABASE_URL, TLS_CERT, TLS_KEY, TLS_PROXY, PUBLIC_URL,
 * BACKUP_EVERY_HOURS, BACKUP_KEEP and LOG_LEVEL. Each fault is one clear line that
 * names the variable and the way out.
 */
export function readEnvironment(env: Variables): EnvironmentResult {
  const reader = new Reader(env);
  const tls = reader.tls();
  const behindProxy = reader.text('TLS_PROXY') === '1';
  const host = reader.host(behindProxy || tls !== null);
  const hours = reader.number('BACKUP_EVERY_HOURS', { min: 0, max: 720, otherwise: 24 });
  const value: Environment = {
    host,
    port: reader.number('PORT', { min: 0, max: 65_535, otherwise: 8787 }),
    databasePath: reader.databasePath(),
    beyondLoopback: !isLoopback(host),
    behindProxy,
    publicUrl: reader.publicUrl(),
    tls,
    backupEveryHours: hours === 0 ? null : hours,
    backupsKept: reader.number('BACKUP_KEEP', { min: 1, max: 1000, otherwise: 14 }),
    logLevel: reader.logLevel()
  };
  const { problems } = reader;
  return problems.length === 0 ? { ok: true, value } : { ok: false, problem: problems.join('\n') };
}
