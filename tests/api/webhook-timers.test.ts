import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FACTORY_START } from '../factories/movements.ts';
import { TestServer, type TestBrowser, type TestDevice } from '../factories/server.ts';
import { createWebhook, TestReceiver } from '../factories/webhooks.ts';

const HOUR = 3_600_000;

let now: number;
let server: TestServer;
let admin: TestBrowser;
let phone: TestDevice;
let receiver: TestReceiver;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  now = FACTORY_START + HOUR;
  receiver = new TestReceiver();
  server = await TestServer.open({ now: () => now, post: (posting) => receiver.post(posting) });
  phone = await server.enrol();
  admin = await server.signIn('admin', phone);
});

afterEach(() => {
  server.webhooks.stop();
  vi.useRealTimers();
});

test('a running server tells by itself what a request has changed, and tries again when it is time', async () => {
  await createWebhook(admin);
  server.webhooks.start();
  receiver.answer = () => ({ status: 500 });
  await phone.push([phone.make()]);
  await vi.advanceTimersByTimeAsync(100);
  expect(receiver.received).toHaveLength(1);
  receiver.answer = () => ({ status: 200 });
  now += 2000;
  await vi.advanceTimersByTimeAsync(2000);
  expect(receiver.received).toHaveLength(1);
  now += 3000;
  await vi.advanceTimersByTimeAsync(3000);
  expect(receiver.received).toHaveLength(2);
  expect((await server.store.webhooks.listWebhooks())[0]?.failingSince).toBeNull();
  server.webhooks.stop();
  await phone.push([phone.make()]);
  await vi.advanceTimersByTimeAsync(120_000);
  expect(receiver.received).toHaveLength(2);
});

test('a running server looks now and then for what nobody has woken it for', async () => {
  await createWebhook(admin);
  server.webhooks.start();
  await vi.advanceTimersByTimeAsync(100);
  const arrivals = [{ movement: phone.make(), correctedAt: undefined }];
  const batch = { carrierDeviceId: phone.deviceId, arrivedAt: now, clockOffsetMs: 0, arrivals };
  await server.store.appendMovements(batch);
  await vi.advanceTimersByTimeAsync(59_000);
  expect(receiver.received).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(1000);
  expect(receiver.received).toHaveLength(1);
});
