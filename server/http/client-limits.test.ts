import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { limitClients, serverOptionsOf, type ClientLimits } from './client-limits.ts';

const generous: ClientLimits = {
  headMs: 60_000,
  requestMs: 60_000,
  stallMs: 60_000,
  checkMs: 20,
  connections: 100
};

let server: Server | undefined;
const sockets: Socket[] = [];

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  server?.close();
});

async function serve(limits: Partial<ClientLimits>, listener: RequestListener): Promise<void> {
  const all = { ...generous, ...limits };
  server = createServer(serverOptionsOf(all), listener);
  limitClients(server, all);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
}

/** A connection, and what has come over it by the time that it is closed. */
async function client(): Promise<{ socket: Socket; closed: Promise<string> }> {
  const socket = connect((server?.address() as AddressInfo).port, '127.0.0.1');
  sockets.push(socket);
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
  socket.on('error', () => undefined);
  const closed = once(socket, 'close').then(() => text);
  await once(socket, 'connect');
  return { socket, closed };
}

/** One byte after the other, for as long as the connection is there. */
function drip(socket: Socket, text: string): void {
  let at = 0;
  const timer = setInterval(() => socket.write(text[at++ % text.length] ?? ''), 10);
  socket.once('close', () => clearInterval(timer));
}

const readsWhole: RequestListener = (request, response) => {
  request.resume().once('end', () => response.end('whole'));
};

test('a head that drips is answered 408 and cut, and meanwhile others are served', async () => {
  await serve({ headMs: 100 }, readsWhole);
  const slow = await client();
  drip(slow.socket, 'GET / HTTP/1.1\r\nx: '.padEnd(100_000, 'x'));
  const other = await client();
  other.socket.write('GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
  expect(await other.closed).toMatch(/^HTTP\/1\.1 200 [^]*whole$/);
  expect(await slow.closed).toMatch(/^HTTP\/1\.1 408 /);
});

test('a body that drips steadily is cut once the request has taken too long', async () => {
  await serve({ headMs: 100, requestMs: 200 }, readsWhole);
  const slow = await client();
  slow.socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100000\r\n\r\n');
  drip(slow.socket, 'x');
  expect(await slow.closed).toMatch(/^HTTP\/1\.1 408 /);
});

test('a body that stops in the middle is cut long before its request has taken too long', async () => {
  await serve({ stallMs: 100 }, readsWhole);
  const slow = await client();
  slow.socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100000\r\n\r\nhalf');
  expect(await slow.closed).toBe('');
});

test('an answer that nobody reads is cut, and its rest is given up', async () => {
  const length = 64 * 1024 * 1024;
  const cut = Promise.withResolvers<void>();
  await serve({ stallMs: 100 }, (_request, response) => {
    response.once('close', cut.resolve);
    response.end(Buffer.alloc(length));
  });
  const slow = await client();
  slow.socket.pause();
  slow.socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
  await cut.promise;
  slow.socket.resume();
  expect((await slow.closed).length).toBeLessThan(length);
});

test('a stream that gives signs of life within the limit stays open', async () => {
  const beats = 20;
  await serve({ stallMs: 200 }, (_request, response) => {
    let sent = 0;
    const timer = setInterval(() => {
      response.write('beat\n');
      sent += 1;
      if (sent < beats) return;
      clearInterval(timer);
      response.end();
    }, 40);
  });
  const reader = await client();
  reader.socket.write('GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
  expect((await reader.closed).match(/beat/g)).toHaveLength(beats);
});

test('a connection beyond the limit is not taken, those within are', async () => {
  await serve({ connections: 2 }, readsWhole);
  const [first, second] = [await client(), await client()];
  const third = await client();
  expect(await third.closed).toBe('');
  for (const { socket, closed } of [first, second]) {
    socket.write('GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    expect(await closed).toContain('whole');
  }
});
