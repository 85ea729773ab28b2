import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { postEvent } from './post-event.ts';

/** A server on this machine, and how often it was asked. */
async function listen(listener: RequestListener): Promise<{ port: number; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, asked };
}

const posting = (url: string, allowPrivate = true) => ({
  url: new URL(url),
  allowPrivate,
  headers: { 'webhook-id': 'evt_1' },
  body: '{"é":1}',
  timeoutMs: 10_000
});

test('a body and its headers arrive, and the status comes back', async () => {
  let got = '';
  const { port } = await listen((request, response) => {
    request.on('data', (chunk: Buffer) => (got += chunk.toString()));
    request.on('end', () => response.writeHead(request.headers['webhook-id'] === 'evt_1' ? 202 : 400).end());
  });
  expect(await postEvent(posting(`http://127.0.0.1:${port}/`))).toEqual({ status: 202 });
  expect(got).toBe('{"é":1}');
});

test('a redirect is not followed', async () => {
  const target = await listen((_, response) => response.end());
  const { port, asked } = await listen((_, response) => {
    response.writeHead(307, { location: `http://127.0.0.1:${target.port}/secret` }).end();
  });
  expect(await postEvent(posting(`http://127.0.0.1:${port}/`))).toEqual({ status: 307 });
  expect(asked).toEqual(['POST /']);
  expect(target.asked).toEqual([]);
});

test('an answer without end costs nothing once its status is known', async () => {
  const { port } = await listen((_, response) => {
    response.writeHead(200);
    const drip = setInterval(() => response.write('x'.repeat(65_536)), 1);
    response.on('close', () => clearInterval(drip));
  });
  expect(await postEvent(posting(`http://127.0.0.1:${port}/`))).toEqual({ status: 200 });
});

test('who never answers is given up on', async () => {
  const { port } = await listen(() => undefined);
  const asked = { ...posting(`http://127.0.0.1:${port}/`), timeoutMs: 50 };
  expect(await postEvent(asked)).toEqual({ fault: 'timeout' });
});

test('what a name leads to is looked at when it is connected to', async () => {
  const { port, asked } = await listen((_, response) => response.end());
  const named = `http://localhost:${port}/`;
  expect(await postEvent(posting(named, false))).toEqual({ fault: 'address-refused' });
  expect(await postEvent(posting(named.replace('http:', 'https:'), false))).toEqual({
    fault: 'address-refused'
  });
  expect(await postEvent(posting(`http://127.0.0.1:${port}/`, false))).toEqual({ fault: 'address-refused' });
  expect(asked).toEqual([]);
  expect(await postEvent(posting(named))).toEqual({ status: 200 });
});

test('faults of the way are told apart', async () => {
  const { port } = await listen((_, response) => response.end());
  expect(await postEvent(posting(`https://127.0.0.1:${port}/`))).toEqual({ fault: 'certificate' });
  expect(await postEvent(posting('http://127.0.0.1:1/'))).toEqual({ fault: 'unreachable' });
  expect(await postEvent(posting('https://no-such-name.invalid/'))).toEqual({ fault: 'name-unknown' });
});
