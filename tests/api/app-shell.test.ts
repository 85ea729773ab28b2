import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestServer } from '../factories/server.ts';

const folder = mkdtempSync(join(tmpdir(), 'douchette-shell-'));
const buildFolder = join(folder, 'build');
let server: TestServer;

beforeAll(async () => {
  const files: Record<string, string> = {
    'index.html': '<!doctype html>shell',
    'service-worker.js': 'self',
    'manifest.webmanifest': '{}',
    'icon.svg': '<svg/>',
    '_app/immutable/entry.abc.js': 'export {}',
    '_app/immutable/decoder.wasm': '\0asm',
    '_app/version.json': '{}'
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(buildFolder, name, '..'), { recursive: true });
    writeFileSync(join(buildFolder, name), text);
  }
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  server = await TestServer.open({ buildFolder });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('files come with their type, and are kept as long as their names allow', async () => {
  const forever = 'public, max-age=31536000, immutable';
  const expected: [path: string, type: string, cache: string][] = [
    ['/', 'text/html; charset=utf-8', 'no-cache'],
    ['/index.html', 'text/html; charset=utf-8', 'no-cache'],
    ['/service-worker.js', 'text/javascript; charset=utf-8', 'no-cache'],
    ['/manifest.webmanifest', 'application/manifest+json; charset=utf-8', 'no-cache'],
    ['/icon.svg', 'image/svg+xml', 'no-cache'],
    ['/_app/version.json', 'application/json; charset=utf-8', 'no-cache'],
    ['/_app/immutable/entry.abc.js', 'text/javascript; charset=utf-8', forever],
    ['/_app/immutable/decoder.wasm', 'application/wasm', forever]
  ];
  for (const [path, type, cache] of expected) {
    const { status, headers } = await server.request(path);
    expect([path, status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
      path,
      200,
      type,
      cache
    ]);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  }
});

test('any page of the app is the shell, and what is missing under /_app or /api is not', async () => {
  for (const page of ['/stock/serials', '/stock/serials/product-1/AB', '/%C3%A9']) {
    expect(await (await server.request(page)).text()).toBe('<!doctype html>shell');
  }
  for (const missing of ['/_app/immutable/', '/_app/immutable/old.js', '/_app/nothing', '/nothing.png']) {
    expect((await server.request(missing)).status).toBe(404);
  }
  expect((await server.request('/api/nothing')).headers.get('content-type')).toContain('application/json');
  expect((await server.request('/', { method: 'POST' })).status).toBe(404);
});

test('what the browser has already is not sent again', async () => {
  const etag = (await server.request('/service-worker.js')).headers.get('etag') ?? '';
  const again = await server.request('/service-worker.js', { headers: { 'if-none-match': etag } });
  expect([again.status, await again.text()]).toEqual([304, '']);
});

test('no path leads out of the folder', async () => {
  const escapes = [
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/_app/..%2f..%2fsecret.txt',
    '/a%00.txt',
    '/%ff'
  ];
  for (const path of [...escapes, '/..%5csecret.txt', `/${encodeURIComponent(join(folder, 'secret.txt'))}`]) {
    const response = await server.request(path);
    expect(await response.text(), path).not.toContain('secret');
  }
});

test('without a build it says what to do', async () => {
  const bare = await TestServer.open({ buildFolder: join(folder, 'none') });
  const response = await bare.request('/');
  expect([response.status, await response.text()]).toEqual([
    503,
    'The app is not built yet: run npm start.\n'
  ]);
});
