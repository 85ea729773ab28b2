import { beforeEach, describe, expect, test, vi } from 'vitest';
import { newSecret } from '../../server/services/access/secrets.ts';
import { revocationsInMemory } from '../../server/services/access/revocations.ts';
import { LIVE_BEAT_MS } from '../../src/lib/protocol/live.ts';
import { cursorSchema } from '../../src/lib/protocol/pull.ts';
import { FACTORY_START } from '../factories/movements.ts';
import { TestServer, errorOf, type TestBrowser, type TestDevice } from '../factories/server.ts';

let server: TestServer;
let phone: TestDevice;
let now: number;
let revocations: ReturnType<typeof revocationsInMemory>;

beforeEach(async () => {
  now = FACTORY_START + 3_600_000;
  revocations = revocationsInMemory();
  server = await TestServer.open({ now: () => now, revocations });
  phone = await server.enrol();
});

/** The events of a stream, one after the other; null when it has ended. */
async function follow(device: { request: TestBrowser }) {
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

describe('a stream that may not be heard any more is cut at the next event, when', () => {
  /** A change by another device. */
  const change = async (): Promise<void> => {
    const other = await server.enrol();
    await other.push([other.make()], now);
  };

  test('the key that opened it runs out, and not before', async () => {
    const by = await server.signIn('admin');
    const other = await server.pair(by);
    const push = () => other.push([other.make()], now);
    const program = await server.createKey(['movements:read'], { by, expiresAt: now + 1000 });
    const live = await follow(program);
    await live.next();
    now += 999;
    await push();
    expect(await live.next()).toEqual(await server.store.readPresent());
    now += 1;
    await push();
    expect(await live.next()).toBeNull();
  });

  test('nothing happens any more, at its next beat', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const program = await server.createKey(['movements:read'], { expiresAt: now + 1000 });
      const live = await follow(program);
      await live.next();
      now += 1000;
      vi.advanceTimersByTime(LIVE_BEAT_MS);
      expect(await live.next()).toBeNull();
    } finally {
      vi.useRealTimers();
    }
  });

  test('its device was revoked by whatever way', async () => {
    const live = await follow(phone);
    await live.next();
    revocations.revokeDevice(phone.deviceId, now);
    await change();
    expect(await live.next()).toBeNull();
  });

  test('its token was replaced by another', async () => {
    const live = await follow(phone);
    await live.next();
    const { hash } = newSecret((size) => new Uint8Array(size).fill(7));
    await server.store.access.replaceToken({ id: phone.deviceId, name: 'X', tokenHash: hash, at: now + 1 });
    await change();
    expect(await live.next()).toBeNull();
  });
});
