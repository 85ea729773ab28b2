import { beforeEach, expect, test } from 'vitest';
import { cursorSchema } from '../../src/lib/protocol/pull.ts';
import { TestServer, errorOf, type TestDevice } from '../factories/server.ts';

let server: TestServer;
let phone: TestDevice;

beforeEach(async () => {
  server = await TestServer.open();
  phone = await server.enrol();
});

/** The events of a stream, one after the other; null when it has ended. */
async function follow(device: TestDevice) {
  const response = await device.request('/api/live');
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) throw new Error('no stream');
  let text = '';
  return {
    end: () => reader.cancel(),
    async next() {
      while (!text.includes('\n\n')) {
        const { value, done } = await reader.read();
        if (done) return null;
        text += value;
      }
      const [event = '', ...rest] = text.split('\n\n');
      text = rest.join('\n\n');
      return cursorSchema.parse(JSON.parse(/^data: (.*)$/m.exec(event)?.[1] ?? 'null'));
    }
  };
}

test('a device is told at once where the server stands, and again after each movement of another', async () => {
  const live = await follow(phone);
  expect(await live.next()).toEqual(await server.store.readPresent());
  const other = await server.enrol();
  for (let scan = 0; scan < 3; scan++) {
    await other.push([other.make()]);
    expect(await live.next()).toEqual(await server.store.readPresent());
  }
  await live.end();
});

test('what changes nothing is not told: the next event is that of the next change', async () => {
  const live = await follow(phone);
  await live.next();
  const other = await server.enrol();
  const made = other.make();
  await other.push([made]);
  const first = await live.next();
  await other.push([made]);
  await other.pull();
  await other.push([other.make()]);
  expect((await live.next())?.seq).toBe((first?.seq ?? 0) + 1);
  await live.end();
});

test('a device holds a number of streams, and the oldest ends for one more', async () => {
  const streams = [];
  for (let tab = 0; tab < 11; tab++) streams.push(await follow(phone));
  const [oldest, second] = streams;
  expect(await oldest?.next()).not.toBeNull();
  expect(await oldest?.next()).toBeNull();
  expect(await second?.next()).not.toBeNull();
  for (const stream of streams) await stream.end();
});

test('a stream wants a token', async () => {
  expect(await errorOf(await server.request('/api/live'))).toMatchObject({ code: 'not-enrolled' });
});
