import { expect, test } from 'vitest';
import { contentSecurityPolicy } from '../../server/http/content-security.ts';
import { errorOf, TestServer } from '../factories/server.ts';

test('every answer has the usual headers, errors too', async () => {
  const server = await TestServer.open();
  for (const path of ['/api/status', '/api/none', '/api/serials', '/healthz']) {
    const { headers } = await server.request(path);
    const found = Object.fromEntries(headers);
    expect(found, path).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy':
        "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    });
    expect(found['permissions-policy']).toContain('microphone=()');
    expect(found['x-powered-by']).toBeUndefined();
    expect(found['access-control-allow-origin']).toBeUndefined();
    // Over loopback a browser must not be told to use TLS only.
    expect(found['strict-transport-security']).toBeUndefined();
  }
});

test('the policy names what stands inline by its hash, and allows no other inline script', () => {
  const policy = contentSecurityPolicy(
    '<head><script src="/a.js"></script><script>one()</script><style>p{}</style></head><script type="module">two()</script>'
  );
  const directives = new Map(policy.split('; ').map((text) => [text.split(' ')[0], text] as const));
  expect(directives.get('script-src')?.match(/'sha256-[\w+/]{43}='/g)).toHaveLength(2);
  expect(directives.get('style-src')?.match(/'sha256-/g)).toHaveLength(1);
  expect(directives.get('script-src')).not.toContain('unsafe-inline');
  expect(directives.get('require-trusted-types-for')).toBe("require-trusted-types-for 'script'");
  for (const closed of ['default-src', 'object-src', 'base-uri', 'frame-ancestors']) {
    expect(directives.get(closed)).toBe(`${closed} 'none'`);
  }
});

test('behind a proxy the last address that it names counts, and cookies are of its host alone', async () => {
  const reach = { beyondLoopback: true, behindProxy: true, publicUrl: 'https://stock.example' };
  const server = await TestServer.open({ reach });
  await server.addPerson({ role: 'admin' });
  const forged = { 'x-forwarded-for': '10.9.9.9, 192.0.2.7', origin: 'https://stock.example' };
  const request = (headers: Record<string, string>) =>
    server.request('http://stock.example/api/sessions', {
      method: 'POST',
      body: '{"login":"nobody","password":"x"}',
      headers
    });
  expect(await errorOf(await request(forged))).toMatchObject({ code: 'wrong-credentials' });
  const [entry] = await server.store.access.readAudit({ before: null, limit: 1 });
  expect(entry).toMatchObject({ address: '192.0.2.7', outcome: 'wrong-credentials' });
  const [line] = server.logged.map(({ fields }) => fields);
  expect(line).toMatchObject({ code: 'wrong-credentials', address: '192.0.2.7', person: undefined });
  const { headers } = await server.request('http://stock.example/api/status');
  expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
  const foreign = await request({ ...forged, origin: 'https://stock.example.evil' });
  expect(await errorOf(foreign)).toEqual({ status: 403, code: 'cross-origin' });
});

test('who asks too much is told so before any work is done', async () => {
  const server = await TestServer.open();
  const ask = () => server.request('/api/status');
  for (let time = 0; time < 300; time++) expect((await ask()).status).toBe(200);
  expect(await errorOf(await ask())).toEqual({ status: 429, code: 'too-many-requests' });
  const phone = await server.enrol().catch(() => null);
  expect(phone).toBeNull();
});
