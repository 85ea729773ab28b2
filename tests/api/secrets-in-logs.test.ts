import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { pairingResponseSchema } from '../../src/lib/protocol/access.ts';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '../../src/lib/protocol/version.ts';
import { ServerProcess } from '../factories/server-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'douchette-secrets-'));
let server: ServerProcess | undefined;

afterEach(async () => {
  await server?.end('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const password = 'première phrase de passe 71';
const nextPassword = 'seconde phrase de passe 83';
const wrongPassword = 'phrase de passe jamais donnée';
const pin = '39170482';
const badge = 'BADGE-55-0172-SAM';

/** Talks to the server as one browser does, and keeps every cookie that it was ever given. */
class Browser {
  readonly tokens: string[] = [];
  #jar = new Map<string, string>();
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  async post(path: string, body: unknown): Promise<Response> {
    const cookie = [...this.#jar].map((pair) => pair.join('=')).join('; ');
    const response = await fetch(`${this.#url}${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { cookie, [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) }
    });
    for (const set of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (set.split(';')[0] ?? '').split('=');
      this.#jar.set(name, value);
      if (value !== '') this.tokens.push(value);
    }
    return response;
  }
}

/** Whatever a secret may look like in a line or in a file. */
const spellings = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  JSON.stringify(secret).slice(1, -1),
  Buffer.from(secret).toString('base64'),
  Buffer.from(secret).toString('hex')
];

const isIn = (text: string, secret: string): boolean =>
  spellings(secret).some((spelling) => text.includes(spelling));

test('no password, PIN, badge, code or token is in the log at its most talkative, nor in any file', async () => {
  const databasePath = join(folder, 'douchette.db');
  server = await ServerProcess.start({ databasePath, env: { LOG_LEVEL: 'trace' } });
  const code = (await server.setupCode()) ?? '';
  const desk = new Browser(server.url);
  const phone = new Browser(server.url);

  const administrator = { code, name: 'Alix', login: 'alix', password };
  expect((await desk.post('/api/setup', administrator)).status).toBe(200);
  // Refused requests are where a careless log says what was sent.
  expect((await desk.post('/api/setup', administrator)).ok).toBe(false);
  expect((await desk.post('/api/sessions', { login: 'alix', password: wrongPassword })).status).toBe(401);
  expect((await desk.post('/api/sessions', { login: 'alix', password: { password } })).status).toBe(400);
  expect((await desk.post('/api/password', { current: wrongPassword, next: nextPassword })).ok).toBe(false);
  expect((await desk.post('/api/password', { current: password, next: nextPassword })).status).toBe(200);
  const sam = { name: 'Sam', role: 'operator', login: 'sam', disabled: false };
  expect((await desk.post('/api/people', { ...sam, password, pin, badge })).status).toBe(200);
  expect((await desk.post('/api/people', { ...sam, password: 7, pin: [pin], badge })).status).toBe(400);
  const pairing = await desk.post('/api/devices/pairings', { name: 'Terminal' });
  const { code: pairingCode } = pairingResponseSchema.parse(await pairing.json());
  const enrolment = { name: 'Terminal', pairing: pairingCode };
  expect((await phone.post('/api/devices/enrol', enrolment)).status).toBe(200);
  expect((await new Browser(server.url).post('/api/devices/enrol', enrolment)).status).toBe(403);

  expect(desk.tokens.length + phone.tokens.length).toBeGreaterThan(1);
  const secrets = [
    password,
    nextPassword,
    wrongPassword,
    pin,
    badge,
    pairingCode,
    ...desk.tokens,
    ...phone.tokens
  ];
  // The invitation prints its code on purpose; it is worth nothing any more.
  const log = server.output.split('\n').filter((line) => !line.startsWith('No administrator yet'));
  expect(log.filter((line) => line.includes('"path":"/api/people"'))).toHaveLength(2);
  for (const secret of [...secrets, code]) expect(log.filter((line) => isIn(line, secret))).toEqual([]);

  expect(await server.end('SIGTERM')).toBe(0);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile()
  );
  expect(files.map(({ name }) => name)).toContain('douchette.db');
  for (const { parentPath, name } of files) {
    const text = readFileSync(join(parentPath, name), 'latin1');
    for (const secret of [...secrets, code])
      expect({ name, kept: isIn(text, secret) }).toEqual({ name, kept: false });
  }
}, 60_000);
