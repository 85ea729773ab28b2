import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { issueCertificate, makeAuthority } from '../../server/tls/authority.ts';
import { enrolResponseSchema, statusResponseSchema } from '../../src/lib/protocol/queries.ts';
import { BODY_LIMIT_BYTES, PROTOCOL_HEADER, PROTOCOL_VERSION } from '../../src/lib/protocol/version.ts';
import { movementFactory } from '../factories/movements.ts';
import { ServerProcess } from '../factories/server-process.ts';
import { errorOf } from '../factories/server.ts';

const folder = mkdtempSync(join(tmpdir(), 'douchette-process-'));
const databasePath = join(folder, 'new', 'folder', 'douchette.db');
let server: ServerProcess | undefined;

afterEach(async () => {
  await server?.end('SIGKILL');
  server = undefined;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function enrol(url: string) {
  const response = await fetch(`${url}/api/devices/enrol`, { method: 'POST', body: '{"name":"Terminal"}' });
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const { deviceId } = enrolResponseSchema.parse(await response.json());
  return { deviceId, headers: { cookie, [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) } };
}

const statusOf = async (url: string) =>
  statusResponseSchema.parse(await (await fetch(`${url}/api/status`)).json());

test('makes its file, prints its address, keeps its epoch and its data over a restart', async () => {
  server = await ServerProcess.start({ databasePath });
  expect(server.url).toMatch(/^http:\/\/localhost:\d+$/);
  const { epoch, empty, version } = await statusOf(server.url);
  expect(empty).toBe(true);
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  await fetch(`${server.url}/api/demo`, { method: 'POST', body: '{"serials":10}' });
  expect(await server.end('SIGTERM')).toBe(0);
  server = await ServerProcess.start({ databasePath });
  expect(await statusOf(server.url)).toMatchObject({ epoch, empty: false });
  expect(await server.end('SIGINT')).toBe(0);
});

test('answers an oversize body over a real socket and goes on', async () => {
  server = await ServerProcess.start({ databasePath });
  const { headers } = await enrol(server.url);
  const body = 'x'.repeat(BODY_LIMIT_BYTES + 1);
  const response = await fetch(`${server.url}/api/sync/push`, { method: 'POST', body, headers });
  expect(await errorOf(response)).toEqual({ status: 413, code: 'body-too-large' });
  expect((await statusOf(server.url)).name).toBe('douchette');
});

test('finishes the request in hand when it is asked to stop', async () => {
  server = await ServerProcess.start({ databasePath });
  const { deviceId, headers } = await enrol(server.url);
  const movement = movementFactory(3, { deviceId, productId: null })();
  const body = Buffer.from(JSON.stringify({ sentAt: Date.now(), movements: [movement] }));
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  const head = Object.entries({
    host: `${hostname}:${port}`,
    connection: 'close',
    'content-length': String(body.length),
    ...headers
  });
  const lines = ['POST /api/sync/push HTTP/1.1', ...head.map(([name, value]) => `${name}: ${value}`), '', ''];
  socket.write(Buffer.concat([Buffer.from(lines.join('\r\n')), body.subarray(0, 100)]));
  await new Promise((resolve) => socket.once('ready', resolve));
  // The health answer proves that the server has read what was written before it.
  await statusOf(server.url);
  const ended = server.end('SIGTERM');
  socket.write(body.subarray(100));
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1\.1 200 [^]*"accepted"/);
  expect(await ended).toBe(0);
});

test('says in one line what keeps it from starting', async () => {
  server = await ServerProcess.start({ databasePath });
  const { port } = new URL(server.url);
  const noDatabase = join(folder, 'no-database.db');
  writeFileSync(
    noDatabase,
    'this is a text of more than a hundred characters, and not a database. '.repeat(3)
  );
  const DATABASE_URL = `file:${join(folder, 'other.db')}`;
  const cases: [Record<string, string>, RegExp][] = [
    [{ HOST: '0.0.0.0', DATABASE_URL }, /^HOST=0\.0\.0\.0 .*loopback/],
    [{ PORT: 'x', DATABASE_URL }, /^PORT=x /],
    [{ DATABASE_URL: 'mysql://x' }, /^DATABASE_URL=mysql:\/\/x /],
    [{ PORT: port, DATABASE_URL }, new RegExp(`^Port ${port} is taken`)],
    [{ PORT: '0', DATABASE_URL: `file:${noDatabase}` }, /^The database .* cannot be opened: .*not a database/]
  ];
  for (const [env, line] of cases) {
    const { code, output } = await ServerProcess.fail(env);
    expect(output).toMatch(line);
    expect([code, output.trimEnd().split('\n').length]).toEqual([1, 1]);
  }
});

test('refuses an older Node in one line, before anything that crashes there is loaded', async () => {
  const older = 'Object.defineProperty(process.versions, "node", { value: "22.20.0" })';
  const { code, output } = await ServerProcess.fail({
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(older)}`
  });
  expect([code, output]).toEqual([
    1,
    'Douchette needs Node 24 or newer and this is 22.20.0: start it with npm start.\n'
  ]);
});

test('with a certificate it is served over TLS, and one that cannot be used is named in one line', async () => {
  const making = { now: Date.now(), randomBytes };
  const authority = await makeAuthority({ ...making, name: 'Douchette' });
  const { certificate, key } = await issueCertificate({ ...making, authority, hosts: ['localhost'] });
  const [TLS_CERT, TLS_KEY] = [join(folder, 'server.pem'), join(folder, 'server.key')];
  writeFileSync(TLS_CERT, certificate);
  writeFileSync(TLS_KEY, key);
  server = await ServerProcess.start({ databasePath, env: { TLS_CERT, TLS_KEY } });
  expect(server.url).toMatch(/^https:/);
  const healthBy = (options: https.RequestOptions) =>
    new Promise((resolve, reject) => {
      const ca = authority.certificate;
      https
        .get(`${server?.url}/healthz`, { ca, ...options }, ({ statusCode }) => resolve(statusCode))
        .on('error', reject);
    });
  expect(await healthBy({ maxVersion: 'TLSv1.3' })).toBe(200);
  expect(await healthBy({ maxVersion: 'TLSv1.2' })).toBe(200);
  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
  await expect(healthBy(old)).rejects.toThrow(/alert protocol version/);

  writeFileSync(TLS_KEY, 'no key');
  const refused = ServerProcess.start({ databasePath: join(folder, 'tls.db'), env: { TLS_CERT, TLS_KEY } });
  await expect(refused).rejects.toThrow(/^the server stopped with 1: TLS_CERT=[^\n]+\n$/);
});
