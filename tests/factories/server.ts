import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { assembleApp, type App } from '../../server/app.ts';
import { seededRandom } from '../../server/services/demo/random.ts';
import { MemoryStore } from '../../server/store/memory/memory-store.ts';
import { loopbackReach, type Reach } from '../../server/http/same-origin.ts';
import { revocationsInMemory, type Revocations } from '../../server/services/access/revocations.ts';
import { newSecret } from '../../server/services/access/secrets.ts';
import type { WebhookDispatcher } from '../../server/services/webhooks/dispatcher.ts';
import type { PostEvent } from '../../server/services/webhooks/post-event.ts';
import type { Person } from '../../server/store/access.ts';
import type { Store } from '../../server/store/store.ts';
import { pairingResponseSchema } from '../../src/lib/protocol/access.ts';
import { createKeyResponseSchema } from '../../src/lib/protocol/integrations.ts';
import type { Role } from '../../src/lib/protocol/roles.ts';
import type { Scope } from '../../src/lib/protocol/scopes.ts';
import type { Movement } from '../../src/lib/domain/movement/movement.ts';
import { pushResponseSchema, type PushResponse } from '../../src/lib/protocol/push.ts';
import { pullResponseSchema, type PullResponse } from '../../src/lib/protocol/pull.ts';
import { enrolResponseSchema } from '../../src/lib/protocol/queries.ts';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '../../src/lib/protocol/version.ts';
import { testCatalogue } from './catalogue.ts';
import { FACTORY_START, idFactory, movementFactory, type MovementFactory } from './movements.ts';

export interface TestServerOptions {
  store?: Store;
  /** Server time, ms since the epoch; an hour after the factory's first movement unless told. */
  now?: () => number;
  /** Leave the store as it is instead of filling in the test catalogue. */
  empty?: boolean;
  buildFolder?: string;
  revocations?: Revocations;
  reach?: Reach;
  exportFolder?: string;
  /** Instead of the network. */
  post?: PostEvent;
}

/** The real app on a store, without a port. */
export class TestServer {
  readonly store: Store;
  readonly logged: { level: 'info' | 'warn' | 'error'; fields: Record<string, unknown> }[] = [];
  /** Of the link that the server would print. */
  readonly setupCode: string;
  readonly #newId = idFactory(77);
  /** Not started: a test has it run. */
  readonly webhooks: WebhookDispatcher;
  readonly #app: App['app'];
  #devices = 0;

  private constructor(options: TestServerOptions) {
    this.store = options.store ?? new MemoryStore(idFactory(1)());
    const random = seededRandom(5);
    this.setupCode = newSecret(randomBytes).secret;
    const listen = (level: 'info' | 'warn' | 'error') => (fields: object) =>
      void this.logged.push({ level, fields: { ...fields } });
    const { app, webhooks } = assembleApp({
      store: this.store,
      now: options.now ?? (() => FACTORY_START + 3_600_000),
      randomBytes: random.bytes,
      logger: { info: listen('info'), warn: listen('warn'), error: listen('error') },
      version: '0.0.0-test',
      buildFolder: options.buildFolder ?? null,
      exportFolder: options.exportFolder ?? tmpdir(),
      revocations: options.revocations ?? revocationsInMemory(),
      reach: options.reach ?? loopbackReach,
      setupCode: this.setupCode,
      ...(options.post && { post: options.post })
    });
    this.#app = app;
    this.webhooks = webhooks;
  }

  static async open(options: TestServerOptions = {}): Promise<TestServer> {
    const server = new TestServer(options);
    if (!options.empty) await server.store.initialise(testCatalogue);
    return server;
  }

  /** A request as a program on this machine makes it, without a token. */
  async request(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (!headers.has(PROTOCOL_HEADER)) headers.set(PROTOCOL_HEADER, String(PROTOCOL_VERSION));
    const base = path.startsWith('http') ? '' : 'http://localhost:8787';
    return this.#app.request(`${base}${path}`, { ...init, headers });
  }

  /** Requests that name no protocol version. */
  withoutProtocol(): (path: string, init?: RequestInit) => Promise<Response> {
    return async (path, init = {}) => this.#app.request(`http://localhost:8787${path}`, init);
  }

  /** A person in the store; an administrator with a login closes the server. */
  async addPerson(fields: Partial<Person> = {}): Promise<Person> {
    const id = this.#newId();
    const person: Person = {
      id,
      name: 'Camille',
      role: 'operator',
      login: `p${id.slice(-6)}`,
      passwordHash: '$argon2id$of-nobody',
      pin: null,
      badge: null,
      disabled: false,
      ...fields
    };
    const put = await this.store.access.putPerson(person);
    if (!put.ok || put.value !== 'stored') throw new Error('the person was not stored');
    return person;
  }

  /** The cookie of a new session of a person. */
  async sessionOf(person: Person, at = FACTORY_START + 3_600_000): Promise<string> {
    const { secret, hash } = newSecret(randomBytes);
    await this.store.access.addSession({
      id: this.#newId(),
      personId: person.id,
      tokenHash: hash,
      createdAt: at,
      lastSeenAt: at,
      address: '',
      agent: 'test'
    });
    return `douchette_session=${secret}`;
  }

  /** A browser in which somebody in this role has signed in. */
  async signIn(role: Role, device?: TestDevice, at?: number): Promise<TestBrowser> {
    const person = await this.addPerson({ role });
    const cookie = [await this.sessionOf(person, at), device?.cookie].filter(Boolean).join('; ');
    return (path, init = {}) => {
      const headers = new Headers(init.headers);
      headers.set('cookie', cookie);
      return this.request(path, { ...init, headers });
    };
  }

  /** A program with a key that an administrator has made. */
  async createKey(
    scopes: readonly Scope[],
    {
      by,
      name = 'ERP',
      expiresAt = null
    }: { by?: TestBrowser; name?: string; expiresAt?: number | null } = {}
  ): Promise<TestProgram> {
    const admin = by ?? (await this.signIn('admin'));
    const body = JSON.stringify({ name, scopes, expiresAt });
    const response = await admin('/api/keys', { method: 'POST', body });
    const { key, secret } = createKeyResponseSchema.parse(await response.json());
    const withoutProtocol = this.withoutProtocol();
    const request: TestBrowser = (path, init = {}) => {
      const headers = new Headers(init.headers);
      headers.set('authorization', `Bearer ${secret}`);
      return withoutProtocol(path, { ...init, headers });
    };
    return { id: key.id, secret, request };
  }

  /**
   * A phone that the desk lets in by a code.
   *
   * @param again.deviceId what the phone says it was; `code` is that of the desk, a new one when left out
   */
  async pair(desk: TestBrowser, again: { code?: string; deviceId?: string } = {}): Promise<TestDevice> {
    const name = `Terminal ${(this.#devices += 1)}`;
    const pairing = await desk('/api/devices/pairings', { method: 'POST', body: JSON.stringify({ name }) });
    const { code } = pairingResponseSchema.parse(await pairing.json());
    const response = await this.request('/api/devices/enrol', {
      method: 'POST',
      body: JSON.stringify({
        name,
        pairing: code,
        ...again,
        ...(again.code && { pairing: again.code, code: undefined })
      })
    });
    const { deviceId } = enrolResponseSchema.parse(await response.json());
    const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
    return new TestDevice({ server: this, deviceId, cookie, seed: this.#devices });
  }

  /** A new device with its token. */
  async enrol(name = `Terminal ${this.#devices + 1}`): Promise<TestDevice> {
    this.#devices += 1;
    const response = await this.request('/api/devices/enrol', {
      method: 'POST',
      body: JSON.stringify({ name })
    });
    const { deviceId } = enrolResponseSchema.parse(await response.json());
    const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
    return new TestDevice({ server: this, deviceId, cookie, seed: this.#devices });
  }
}

/** Another program, which shows its key. */
export interface TestProgram {
  id: string;
  secret: string;
  request: TestBrowser;
}

/** A browser that carries a person's session, and a device's token where it has one. */
export type TestBrowser = (path: string, init?: RequestInit) => Promise<Response>;

/** A device as the server sees it: requests with its token, and movements that claim its id. */
export class TestDevice {
  readonly deviceId: string;
  readonly cookie: string;
  readonly make: MovementFactory;
  readonly #server: TestServer;

  constructor(input: { server: TestServer; deviceId: string; cookie: string; seed: number }) {
    this.#server = input.server;
    this.deviceId = input.deviceId;
    this.cookie = input.cookie;
    this.make = movementFactory(input.seed, { deviceId: input.deviceId });
  }

  async request(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('cookie', this.cookie);
    return this.#server.request(path, { ...init, headers });
  }

  /** Sends any body to the push route. */
  async pushRaw(body: BodyInit, headers: Record<string, string> = {}): Promise<Response> {
    return this.request('/api/sync/push', { method: 'POST', body, headers });
  }

  async push(movements: readonly unknown[], sentAt = FACTORY_START + 3_600_000): Promise<PushResponse> {
    const response = await this.pushRaw(JSON.stringify({ sentAt, movements }));
    return pushResponseSchema.parse(await response.json());
  }

  async pull(query: { seq?: number; limit?: number; epoch?: string } = {}): Promise<PullResponse> {
    const { seq = 0, limit, epoch = this.#server.store.epoch } = query;
    const more = limit === undefined ? '' : `&limit=${limit}`;
    const response = await this.request(`/api/sync/changes?epoch=${epoch}&seq=${seq}${more}`);
    return pullResponseSchema.parse(await response.json());
  }

  /** Every movement in the feed, page by page. */
  async pullMovements(limit = 1000): Promise<Movement[]> {
    const movements: Movement[] = [];
    for (let seq = 0, more = true; more;) {
      const page = await this.pull({ seq, limit });
      for (const change of page.changes) {
        if (change.type === 'movement') movements.push(change.committed.movement);
      }
      seq = page.cursor.seq;
      more = page.more;
    }
    return movements;
  }
}

/** The code of an error answer, its field, and the HTTP status. */
export async function errorOf(response: Response): Promise<{ status: number; code: string; field?: string }> {
  const { error } = (await response.json()) as { error: { code: string; field?: string } };
  return {
    status: response.status,
    code: error.code,
    ...(error.field === undefined ? {} : { field: error.field })
  };
}
