import { execFile, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { newSecret } from '../../server/services/access/secrets.ts';
import { signedHeaders } from '../../server/services/webhooks/signature.ts';
import { createKeyResponseSchema } from '../../src/lib/protocol/integrations.ts';
import { createWebhookResponseSchema } from '../../src/lib/protocol/webhooks.ts';
import { ServerProcess } from '../factories/server-process.ts';

const run = promisify(execFile);
const inDocs = (path: string): string => fileURLToPath(new URL(`../../docs/${path}`, import.meta.url));

const hasPython = spawnSync('python3', ['--version']).status === 0;
const hasCurl = spawnSync('curl', ['--version']).status === 0;
for (const [name, isThere] of [
  ['python3', hasPython],
  ['curl', hasCurl]
] as const) {
  if (!isThere) console.log(`${name} is not on this machine: its example is not run`);
}

const clients = [
  { name: 'Node', command: process.execPath, file: inDocs('clients/douchette.ts'), isThere: true },
  { name: 'Python', command: 'python3', file: inDocs('clients/douchette.py'), isThere: hasPython }
].filter(({ isThere }) => isThere);

const folder = mkdtempSync(join(tmpdir(), 'douchette-'));
let server: ServerProcess;
let cookie = '';
let key = '';

async function post(path: string, body: unknown): Promise<Response> {
  const headers = { cookie, 'content-type': 'application/json' };
  return fetch(`${server.url}/api${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}

const cookieOf = (response: Response): string => response.headers.get('set-cookie')?.split(';')[0] ?? '';

beforeAll(async () => {
  server = await ServerProcess.start({ databasePath: join(folder, 'douchette.db') });
  const code = await server.setupCode();
  const person = { name: 'Alix', login: 'alix', password: 'un mot de passe assez long' };
  cookie = cookieOf(await post('/setup', { code, ...person }));
  cookie += `; ${cookieOf(await post('/devices/enrol', { name: 'Bureau' }))}`;
  expect((await post('/demo', { serials: 20 })).status).toBe(200);
  const scopes = ['stock:read', 'catalogue:read', 'movements:write'];
  const made = await post('/keys', { name: 'ERP', scopes, expiresAt: null });
  key = createKeyResponseSchema.parse(await made.json()).secret;
});

afterAll(async () => {
  await server.end('SIGTERM');
  rmSync(folder, { recursive: true });
});

const asProgram = () => ({ env: { ...process.env, DOUCHETTE_URL: server.url, DOUCHETTE_KEY: key } });

describe.each(clients)('the example in $name', ({ name, command, file }) => {
  const serial = `API-${name.toUpperCase()}-1`;

  test('tells a movement, and finds the serial in stock afterwards', async () => {
    const told = await run(command, [file, 'receive', 'PC-PRO14', serial], asProgram());
    expect(told.stdout).toMatch(/^accepted/);
    const found = await run(command, [file, 'find', serial], asProgram());
    expect(found.stdout).toMatch(new RegExp(`^${serial} in-stock \\S+\n$`));
  });

  test('says which scope is missing', async () => {
    const made = await post('/keys', { name: 'Small', scopes: ['documents:read'], expiresAt: null });
    const { secret } = createKeyResponseSchema.parse(await made.json());
    const env = { ...asProgram().env, DOUCHETTE_KEY: secret };
    await expect(run(command, [file, 'find', serial], { env })).rejects.toThrow(/403 key-scope stock:read/);
  });

  test('takes an event that our server has signed, once, and no other', async () => {
    const secret = `whsec_${Buffer.from(newSecret(() => new Uint8Array(32).fill(3)).secret).toString('base64')}`;
    const env = { ...process.env, DOUCHETTE_WEBHOOK_SECRET: secret, PORT: '0' };
    const child = spawn(command, [file, 'listen'], { env });
    onTestFinished(() => void child.kill('SIGKILL'));
    let output = '';
    const lines = async (count: number): Promise<string[]> => {
      while (output.split('\n').length <= count) {
        await new Promise((resolve) => child.stdout.once('data', resolve));
      }
      return output.trim().split('\n');
    };
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const [first = ''] = await lines(1);
    const url = `http://127.0.0.1:${/\d+/.exec(first)?.[0]}/`;
    const payload = '{"type":"movement.accepted","é":1}';
    const send = async (body: string, headers: Record<string, string>) =>
      (await fetch(url, { method: 'POST', body, headers })).status;
    const secrets = { secret, previousSecret: null, previousUntil: null };
    const now = Date.now();
    const good = signedHeaders(secrets, { id: 'evt_1', payload, now });
    expect(await send(payload, good)).toBe(204);
    expect(await send(payload, good)).toBe(204);
    const changing = signedHeaders(
      { secret: 'whsec_b3RoZXI=', previousSecret: secret, previousUntil: now + 1 },
      { id: 'evt_2', payload, now }
    );
    expect(await send(payload, changing)).toBe(204);
    expect(await send(`${payload} `, good)).toBe(401);
    expect(await send(payload, { ...good, 'webhook-id': 'evt_3' })).toBe(401);
    const old = signedHeaders(secrets, { id: 'evt_4', payload, now: now - 3_600_000 });
    expect(await send(payload, old)).toBe(401);
    expect((await lines(6)).slice(1)).toEqual([
      'movement.accepted evt_1',
      'movement.accepted evt_2',
      'refused',
      'refused',
      'refused'
    ]);
  });
});

test('a running server tells a receiver of the examples what a key has told it', async () => {
  const [client] = clients;
  if (!client) throw new Error('no client');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const webhook = { name: 'ERP', url, events: ['movement.accepted'], allowPrivate: true };
  const made = await post('/webhooks', webhook);
  const { secret } = createWebhookResponseSchema.parse(await made.json());
  const env = { ...process.env, DOUCHETTE_WEBHOOK_SECRET: secret, PORT: String(port) };
  const child = spawn(client.command, [client.file, 'listen'], { env });
  onTestFinished(() => void child.kill('SIGKILL'));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const told = new Promise<string>((resolve) => {
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString()));
  });
  await run(client.command, [client.file, 'receive', 'PC-PRO14', 'API-TOLD-1'], asProgram());
  expect(await told).toMatch(/^movement\.accepted evt_/);
});

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

test.runIf(hasCurl)('the lines for curl in the guide work as they stand', async () => {
  const guide = await readFile(inDocs('integrations.md'), 'utf8');
  const [, script = ''] = /```sh\n(curl[\s\S]*?)```/.exec(guide) ?? [];
  expect(script.match(/^curl/gm)).toHaveLength(2);
  const { stdout } = await run('sh', ['-euc', script], asProgram());
  expect(stdout).toContain('"verdict":"accepted"');
  expect(stdout).toContain('"total"');
});
