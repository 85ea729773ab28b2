import { expect, test } from 'vitest';
import { MemoryStore } from '../../server/store/memory/memory-store.ts';
import { createApp } from '../../server/app.ts';
import { LiveHub } from '../../server/services/live/live-hub.ts';
import { loopbackReach } from '../../server/http/same-origin.ts';
import { testCatalogue } from '../factories/catalogue.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Where a request comes from, as the connection of a real server says. */
const from = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress } } });

async function served(
  store = new MemoryStore('01963000-0000-7000-8000-000000000001'),
  given: { authority?: string } = {}
) {
  await store.initialise(testCatalogue);
  const app = createApp({
    ...{ store, live: new LiveHub(), now: () => 5000, randomBytes: (size: number) => new Uint8Array(size) },
    ...{
      logger: silent,
      version: '1.2.3',
      buildFolder: null,
      exportFolder: '/nowhere',
      reach: loopbackReach
    },
    newestBackupAt: () => 1_700_000_000_000,
    ...given
  });
  return { app, store };
}

test('it is healthy while it answers, and ready while its database does', async () => {
  const { app, store } = await served();
  expect((await app.request('http://localhost/healthz')).status).toBe(200);
  expect((await app.request('http://localhost/readyz')).status).toBe(200);
  store.readPresent = () => Promise.reject(new Error('disk I/O error at /secret/path'));
  const answer = await app.request('http://localhost/readyz');
  expect([answer.status, await answer.text()]).toEqual([503, '{"ok":false}']);
  expect((await app.request('http://localhost/healthz')).status).toBe(200);
});

test('its numbers name routes, not addresses, and are for this machine only', async () => {
  const { app } = await served();
  await app.request('http://localhost/api/status');
  await app.request('http://localhost/api/nothing/of/the/kind');
  await app.request('http://localhost/wp-admin/setup.php');
  const answer = await app.request('http://localhost/metrics', {}, from('127.0.0.1'));
  const text = await answer.text();
  expect(answer.headers.get('content-type')).toContain('text/plain');
  expect(text).toContain('douchette_http_requests_total{method="GET",route="/api/status",status="200"} 1');
  expect(text).toContain('douchette_info{version="1.2.3"} 1');
  expect(text).toContain('douchette_newest_backup_timestamp_seconds 1700000000');
  expect(text).toContain('process_resident_memory_bytes');
  expect(text).not.toMatch(/nothing\/of|wp-admin/);

  expect((await app.request('http://localhost/metrics', {}, from('192.168.1.20'))).status).toBe(403);
  const forwarded = { headers: { 'x-forwarded-for': '203.0.113.9' } };
  expect((await app.request('http://localhost/metrics', forwarded, from('127.0.0.1'))).status).toBe(403);
});

test('a phone gets the certificate of the authority, where the house has one', async () => {
  const { app, store } = await served();
  expect((await app.request('http://localhost/authority.crt')).status).toBe(404);
  const own = await served(store, { authority: '-----BEGIN CERTIFICATE-----' });
  const answer = await own.app.request('http://localhost/authority.crt');
  expect(answer.headers.get('content-type')).toBe('application/x-x509-ca-cert');
  expect(await answer.text()).toBe('-----BEGIN CERTIFICATE-----');
});
