import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { PROTOCOL_HEADER } from '../protocol/version.ts';
import type { Fetch } from './http-client.ts';
import { hashText } from './hash-text.ts';
import { createHttpTransport } from './http-transport.ts';

const status = {
  name: 'douchette',
  version: '1',
  protocol: 1,
  epoch: '018f0000-0000-7000-8000-000000000001',
  empty: false,
  serverNow: 1
};

function answering(
  body: string,
  init: ResponseInit = {}
): { fetch: Fetch; sent: { url: string; init: RequestInit }[] } {
  const sent: { url: string; init: RequestInit }[] = [];
  return {
    sent,
    fetch: async (url, request) => {
      sent.push({ url, init: request });
      return new Response(body, init);
    }
  };
}

const statusThrough = (fetch: Fetch) => createHttpTransport({ fetch }).status();

test('every request names the protocol version and goes to the origin of the page', async () => {
  const { fetch, sent } = answering(JSON.stringify(status));
  expect(await statusThrough(fetch)).toEqual({ ok: true, value: status });
  expect(sent[0]?.url).toBe('/api/status');
  expect(new Headers(sent[0]?.init.headers).get(PROTOCOL_HEADER)).toBe('1');
});

test('a long body is gzip and says so, a short one is not', async () => {
  const { fetch, sent } = answering('{}');
  const transport = createHttpTransport({ fetch });
  const movements = Array.from({ length: 200 }, (_, place) => ({ place }));
  await transport.push({ sentAt: 1, movements });
  await transport.push({ sentAt: 1, movements: [1] });
  const [long, short] = sent.map(({ init }) => init);
  expect(new Headers(long?.headers).get('content-encoding')).toBe('gzip');
  const unpacked = gunzipSync(long?.body as Uint8Array).toString();
  expect(JSON.parse(unpacked)).toEqual({ sentAt: 1, movements });
  expect(new Headers(short?.headers).has('content-encoding')).toBe(false);
  expect(JSON.parse(new TextDecoder().decode(short?.body as Uint8Array))).toEqual({
    sentAt: 1,
    movements: [1]
  });
});

test('an error of the server comes with its code, field and detail', async () => {
  const error = { code: 'malformed-request', field: 'movements', detail: 'none' };
  const { fetch } = answering(JSON.stringify({ error }), { status: 400 });
  expect(await statusThrough(fetch)).toEqual({ ok: false, error });
});

test.each([
  ['a captive portal', '<html>Wi-Fi</html>', 200],
  ['a proxy without its server', 'Bad gateway', 502],
  ['another program', '{"hello":1}', 200],
  ['an error in other words', '{"error":"no"}', 500],
  ['nothing', '', 200]
])('%s is an unreadable answer', async (_what, body, code) => {
  const { fetch } = answering(body, { status: code });
  expect(await statusThrough(fetch)).toMatchObject({ ok: false, error: { code: 'unreadable-answer' } });
});

test('no network, a cut answer and a time-out are all unreachable', async () => {
  const refused: Fetch = async () => {
    throw new TypeError('Failed to fetch');
  };
  expect(await statusThrough(refused)).toMatchObject({ error: { code: 'unreachable' } });
  const cut: Fetch = async () =>
    new Response(new ReadableStream({ start: (controller) => controller.error(new TypeError('cut')) }));
  expect(await statusThrough(cut)).toMatchObject({ error: { code: 'unreachable' } });
  const silent: Fetch = (_url, { signal }) =>
    new Promise((_, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason));
      controller.abort(new DOMException('late', 'TimeoutError'));
    });
  const controller = new AbortController();
  const impatient = createHttpTransport({ fetch: silent, timeoutSignal: () => controller.signal });
  expect(await impatient.status()).toMatchObject({ error: { code: 'unreachable' } });
});

test('a key with slashes, spaces and question marks reaches the server whole', async () => {
  const { fetch, sent } = answering('{}');
  const transport = createHttpTransport({ fetch, baseUrl: 'http://localhost:1' });
  await transport.readSerial({ productId: 'p', serialKey: 'A/B ?#é' });
  const [one] = sent.map(({ url }) => new URL(url));
  expect(Object.fromEntries(one?.searchParams ?? [])).toEqual({ productId: 'p', serialKey: 'A/B ?#é' });
});

test('a segment is taken only when it is what its hash says', async () => {
  const text = '{"count":0}';
  const hash = await hashText(text);
  const { fetch, sent } = answering(text);
  const transport = createHttpTransport({ fetch, baseUrl: 'http://localhost:1' });
  expect(await transport.segment(hash)).toEqual({ ok: true, value: text });
  expect(sent[0]?.url).toBe(`http://localhost:1/api/sync/segments/${hash}`);
  expect(await transport.segment(hash.replace(/^./, (digit) => (digit === '0' ? '1' : '0')))).toMatchObject({
    error: { code: 'unreadable-answer' }
  });
  const gone = answering('{"error":{"code":"not-found"}}', { status: 404 });
  const later = createHttpTransport({ fetch: gone.fetch, baseUrl: 'http://localhost:1' });
  expect(await later.segment(hash)).toMatchObject({ error: { code: 'not-found' } });
});
