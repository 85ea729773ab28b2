import { beforeEach, describe, expect, test } from 'vitest';
import { enrolResponseSchema } from '../../src/lib/protocol/queries.ts';
import { errorOf, TestServer } from '../factories/server.ts';

let server: TestServer;

beforeEach(async () => {
  server = await TestServer.open();
});

const enrol = (headers: Record<string, string> = {}, body: unknown = { name: 'Terminal' }) =>
  server.request('/api/devices/enrol', { method: 'POST', body: JSON.stringify(body), headers });

describe('enrolment', () => {
  test('hands a 256-bit token over in a cookie that no script reads and no other site sends', async () => {
    const response = await enrol();
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^douchette_device=[A-Za-z0-9_-]{43}; /);
    expect(cookie.split('; ').slice(1).sort()).toEqual([
      'HttpOnly',
      'Max-Age=34560000',
      'Path=/api',
      'SameSite=Strict'
    ]);
    const body = enrolResponseSchema.parse(await response.json());
    expect(body).toMatchObject({ name: 'Terminal', epoch: server.store.epoch });
    expect(JSON.stringify(body)).not.toContain(cookie.slice(17, 60));
  });

  test('over https marks the cookie Secure', async () => {
    const response = await server.request('https://localhost/api/devices/enrol', {
      method: 'POST',
      body: '{"name":"Terminal"}'
    });
    expect(response.headers.get('set-cookie')).toMatch(
      /^__Host-douchette_device=[\w-]{43}; Max-Age=34560000; Path=\/; HttpOnly; Secure; SameSite=Strict$/
    );
    expect(response.headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
  });

  test('of a device that has a token keeps the device and takes the name', async () => {
    const phone = await server.enrol('Avant');
    await phone.push([phone.make()]);
    const again = await phone.request('/api/devices/enrol', { method: 'POST', body: '{"name":" Après "}' });
    expect(again.headers.get('set-cookie')).toBeNull();
    expect(await again.json()).toMatchObject({ deviceId: phone.deviceId, name: 'Après' });
    const { changes } = await phone.pull();
    expect(changes.at(-1)).toMatchObject({ committed: { deviceName: 'Après' } });
  });

  test('without a name is malformed', async () => {
    for (const body of [{}, { name: '  ' }, { name: 'x'.repeat(81) }, { name: 'a', role: 'admin' }]) {
      expect(await errorOf(await enrol({}, body))).toMatchObject({ status: 400, code: 'malformed-request' });
    }
  });
});

describe('without a token', () => {
  const routes: [method: string, path: string][] = [
    ['POST', '/api/sync/push'],
    ['GET', '/api/sync/changes'],
    ['GET', '/api/sync/segments'],
    ['GET', `/api/sync/segments/${'0'.repeat(64)}`],
    ['GET', '/api/serials'],
    ['GET', '/api/serials/near'],
    ['GET', '/api/serial'],
    ['GET', '/api/unidentified'],
    ['GET', '/api/stock'],
    ['GET', '/api/stock/movements'],
    ['GET', '/api/anomalies'],
    ['GET', '/api/group'],
    ['GET', '/api/closings'],
    ['GET', '/api/upkeep'],
    ['POST', '/api/upkeep/recalculate'],
    ['POST', '/api/upkeep/purge'],
    ['POST', '/api/catalogue/products'],
    ['POST', '/api/catalogue/settings']
  ];
  const tokens: [name: string, headers: Record<string, string>, query: string][] = [
    ['none', {}, ''],
    ['an invented one', { cookie: `douchette_device=${'A'.repeat(43)}` }, ''],
    ['a malformed one', { cookie: 'douchette_device=x' }, ''],
    ['one in the URL', {}, 'real']
  ];
  test.each(routes.flatMap((route) => tokens.map((token) => [...route, ...token] as const)))(
    '%s %s is refused with %s',
    async (method, path, _name, headers, query) => {
      const phone = await server.enrol();
      const token =
        query && `?token=${phone.cookie.split('=')[1]}&douchette_device=${phone.cookie.split('=')[1]}`;
      const init = method === 'POST' ? { method, body: '{}', headers } : { method, headers };
      const response = await server.request(`${path}${token}`, init);
      expect(await errorOf(response)).toEqual({ status: 401, code: 'not-enrolled' });
    }
  );

  test('status and health are open', async () => {
    expect(await (await server.request('/api/status')).json()).toMatchObject({
      name: 'douchette',
      empty: false
    });
    expect((await server.request('/healthz')).status).toBe(200);
  });
});

describe('a page of another site', () => {
  const writes = ['/api/sync/push', '/api/devices/enrol', '/api/demo', '/api/start'];
  const foreign: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://localhost:9999' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', origin: 'http://localhost:8787' }
  ];
  test.each(writes.flatMap((path) => foreign.map((headers) => [path, headers] as const)))(
    'cannot write to %s with %j',
    async (path, headers) => {
      const phone = await server.enrol();
      const response = await phone.request(path, { method: 'POST', body: '{"name":"evil"}', headers });
      expect(await errorOf(response)).toEqual({ status: 403, code: 'cross-origin' });
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
    }
  );

  test('cannot reach the server under a name of its own', async () => {
    for (const host of ['evil.example', '127.0.0.1.evil.example', '192.168.1.5:8787']) {
      const response = await server.request(`http://${host}/api/status`);
      expect(await errorOf(response)).toEqual({ status: 403, code: 'not-loopback' });
    }
  });

  test('while our own page can', async () => {
    for (const base of ['http://localhost:8787', 'http://127.0.0.1:8787', 'http://[::1]:8787']) {
      const response = await server.request(`${base}/api/devices/enrol`, {
        method: 'POST',
        body: '{"name":"Terminal"}',
        headers: { origin: base, 'sec-fetch-site': 'same-origin' }
      });
      expect(response.status).toBe(200);
    }
  });
});

describe('the log', () => {
  test('has one line a request, and neither token nor scan nor query in it', async () => {
    const phone = await server.enrol();
    server.logged.length = 0;
    await phone.push([phone.make({ serial: 'SECRET-1', label: 'a\r\n\u001b[31mb' }), { bad: true }]);
    await phone.request('/api/serials?q=SECRET-2');
    await phone.request('/api/nowhere?token=SECRET-3');
    expect(server.logged.map(({ fields }) => fields)).toEqual([
      expect.objectContaining({
        method: 'POST',
        path: '/api/sync/push',
        status: 200,
        device: phone.deviceId
      }),
      expect.objectContaining({ method: 'GET', path: '/api/serials', status: 200 }),
      expect.objectContaining({ path: '/api/nowhere', status: 404, code: 'not-found' })
    ]);
    const text = JSON.stringify(server.logged);
    for (const secret of ['SECRET', phone.cookie.split('=')[1] ?? '?']) expect(text).not.toContain(secret);
  });
});
