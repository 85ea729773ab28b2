import { beforeEach, describe, expect, test } from 'vitest';
import { revocationsInMemory } from '../../server/services/access/revocations.ts';
import { GIVE_UP_AFTER_MS } from '../../server/services/webhooks/dispatcher.ts';
import { PREVIOUS_SIGNS_MS } from '../../server/services/webhooks/rotate-webhook.ts';
import { signature } from '../../server/services/webhooks/signature.ts';
import { auditResponseSchema } from '../../src/lib/protocol/access.ts';
import {
  deliveriesResponseSchema,
  redeliverResponseSchema,
  rotateWebhookResponseSchema,
  webhooksResponseSchema,
  type Delivery
} from '../../src/lib/protocol/webhooks.ts';
import { FACTORY_START } from '../factories/movements.ts';
import { errorOf, TestServer, type TestBrowser, type TestDevice } from '../factories/server.ts';
import { createWebhook, TestReceiver } from '../factories/webhooks.ts';

const NOW = FACTORY_START + 3_600_000;
const HOUR = 3_600_000;

let now: number;
let server: TestServer;
let admin: TestBrowser;
let phone: TestDevice;
let receiver: TestReceiver;

beforeEach(async () => {
  now = NOW;
  receiver = new TestReceiver();
  server = await TestServer.open({ now: () => now, post: (posting) => receiver.post(posting) });
  phone = await server.enrol();
  admin = await server.signIn('admin', phone);
});

const post = (path: string, body: unknown) =>
  admin(`/api/webhooks${path}`, { method: 'POST', body: JSON.stringify(body) });

async function listed() {
  const { webhooks } = webhooksResponseSchema.parse(await (await admin('/api/webhooks')).json());
  const [first] = webhooks;
  if (!first) throw new Error('no webhook');
  return first;
}

async function deliveriesOf(id: string): Promise<Delivery[]> {
  const response = await admin(`/api/webhooks/deliveries?id=${id}`);
  return deliveriesResponseSchema.parse(await response.json()).deliveries;
}

const scan = async (count = 1): Promise<void> => {
  await phone.push(Array.from({ length: count }, () => phone.make()));
};

describe('a webhook', () => {
  test('is told of each movement after it was made, once, in order, and of none before', async () => {
    await scan(3);
    await createWebhook(admin);
    await server.webhooks.runDue();
    expect(receiver.received).toEqual([]);
    const movements = Array.from({ length: 120 }, () => phone.make());
    await phone.push(movements);
    expect(await listed()).toMatchObject({ behind: true });
    await server.webhooks.runDue();
    await server.webhooks.runDue();
    const told = receiver.received.map(({ event }) =>
      event.type === 'movement.accepted' ? event.data.movement.id : null
    );
    expect(told).toEqual(movements.map(({ id }) => id));
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(120);
    expect(await listed()).toMatchObject({ behind: false, off: null, failingSince: null });
  });

  test('is told only of what it asked for', async () => {
    await createWebhook(admin, { events: ['document.closed'] });
    await scan(60);
    await server.webhooks.runDue();
    expect(receiver.received).toEqual([]);
    expect(await listed()).toMatchObject({ behind: false });
  });

  test('gets its secret once, and each attempt signed with it', async () => {
    const { webhook, secret } = await createWebhook(admin);
    expect(await (await admin('/api/webhooks')).text()).not.toContain(secret.slice('whsec_'.length));
    await scan();
    await server.webhooks.runDue();
    const [{ headers, body, id } = { headers: {}, body: '', id: '' }] = receiver.received;
    const timestamp = Math.floor(NOW / 1000);
    expect(headers).toMatchObject({
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signature(secret, { id, timestamp, payload: body }),
      'content-type': 'application/json; charset=utf-8'
    });
    expect((await deliveriesOf(webhook.id))[0]).toMatchObject({ eventId: id, status: 204, fault: null });
  });

  test('has its secret changed without a gap: for a day both sign', async () => {
    const { webhook, secret } = await createWebhook(admin);
    const rotated = await post('/rotate', { id: webhook.id });
    const { secret: next } = rotateWebhookResponseSchema.parse(await rotated.json());
    const signatures = async () => {
      receiver.received.length = 0;
      await scan();
      await server.webhooks.runDue();
      const [{ headers, body, id } = { headers: {} as Record<string, string>, body: '', id: '' }] =
        receiver.received;
      const signed = { id, timestamp: Number(headers['webhook-timestamp']), payload: body };
      const shown = headers['webhook-signature']?.split(' ') ?? [];
      return [next, secret].map((one) => shown.includes(signature(one, signed)));
    };
    expect(next).not.toBe(secret);
    expect(await signatures()).toEqual([true, true]);
    now = NOW + PREVIOUS_SIGNS_MS;
    expect(await signatures()).toEqual([true, false]);
  });

  test('is refused an address that nothing is ever sent to', async () => {
    const body = { name: 'ERP', events: ['movement.accepted'], allowPrivate: false };
    for (const url of [
      'http://erp.example/',
      'https://127.0.0.1/',
      'https://169.254.169.254/',
      'https://a:b@c.de'
    ]) {
      expect(await errorOf(await post('', { ...body, url }))).toMatchObject({ code: 'address-refused' });
    }
    for (const url of [
      'ftp://erp.example/',
      'javascript:alert(1)',
      'nowhere',
      `https://e.de/${'x'.repeat(500)}`
    ]) {
      expect(await errorOf(await post('', { ...body, url }))).toMatchObject({ code: 'malformed-request' });
    }
  });

  test('stays removed when a backup of before is restored', async () => {
    const revocations = revocationsInMemory();
    server = await TestServer.open({
      now: () => now,
      revocations,
      post: (posting) => receiver.post(posting)
    });
    phone = await server.enrol();
    admin = await server.signIn('admin', phone);
    const { webhook } = await createWebhook(admin);
    const record = await server.store.webhooks.webhookById(webhook.id);
    expect((await post('/remove', { id: webhook.id })).status).toBe(200);
    if (!record) throw new Error('no webhook');
    await server.store.webhooks.addWebhook(record);
    await scan();
    await server.webhooks.runDue();
    expect(receiver.received).toEqual([]);
    expect(await (await admin('/api/webhooks')).json()).toEqual({ webhooks: [] });
  });
});

describe('a receiver that fails', () => {
  test('is tried again after a wait that doubles, with the same event and a signature of now', async () => {
    const { webhook } = await createWebhook(admin);
    receiver.answer = () => ({ status: 503 });
    await scan(2);
    await server.webhooks.runDue();
    await server.webhooks.runDue();
    expect(receiver.received).toHaveLength(1);
    const waits: number[] = [];
    for (let attempt = 0; attempt < 5; attempt++) {
      const { nextAttemptAt } = await listed();
      waits.push((nextAttemptAt ?? 0) - now);
      now = (nextAttemptAt ?? 0) - 1;
      await server.webhooks.runDue();
      now += 1;
      await server.webhooks.runDue();
      expect(receiver.received).toHaveLength(attempt + 2);
    }
    waits.forEach((wait, place) => {
      expect(wait).toBeGreaterThanOrEqual(2500 * 2 ** place);
      expect(wait).toBeLessThanOrEqual(5000 * 2 ** place);
    });
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(1);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(6);
    expect(await listed()).toMatchObject({ failingSince: NOW, off: null });
    receiver.answer = () => ({ status: 200 });
    now += HOUR;
    await server.webhooks.runDue();
    expect(receiver.received).toHaveLength(8);
    expect(await listed()).toMatchObject({ failingSince: null, behind: false, nextAttemptAt: null });
    expect((await deliveriesOf(webhook.id)).map(({ status }) => status)).toEqual([
      200,
      200,
      ...Array(6).fill(503)
    ]);
  });

  test('is switched off after three days, which the log says, and told everything once it is on again', async () => {
    const { webhook } = await createWebhook(admin);
    receiver.answer = () => ({ fault: 'unreachable' });
    await scan(2);
    await server.webhooks.runDue();
    now = NOW + GIVE_UP_AFTER_MS - 1;
    await server.webhooks.runDue();
    admin = await server.signIn('admin', phone, now);
    expect(await listed()).toMatchObject({ off: null });
    now += HOUR;
    await server.webhooks.runDue();
    admin = await server.signIn('admin', phone, now);
    expect(await listed()).toMatchObject({ off: 'failing', nextAttemptAt: null });
    const { entries } = auditResponseSchema.parse(await (await admin('/api/audit')).json());
    expect(entries[0]).toMatchObject({
      action: 'webhook-switched-off',
      target: 'ERP (erp.example)',
      outcome: 'done'
    });
    expect(
      server.logged.some(({ level, fields }) => level === 'warn' && fields['webhook'] === webhook.id)
    ).toBe(true);
    const before = receiver.received.length;
    now += 11 * HOUR;
    await server.webhooks.runDue();
    expect(receiver.received).toHaveLength(before);

    receiver.answer = () => ({ status: 200 });
    await post('/switch', { id: webhook.id, on: true });
    await server.webhooks.runDue();
    expect(receiver.received).toHaveLength(before + 2);
    expect(await listed()).toMatchObject({ off: null, behind: false });
  });

  test('that is gone for good is told no more at once', async () => {
    await createWebhook(admin);
    receiver.answer = () => ({ status: 410 });
    await scan();
    await server.webhooks.runDue();
    expect(await listed()).toMatchObject({ off: 'gone' });
  });

  test('holds up neither writes nor the others, and is not asked twice at once', async () => {
    const slow = await createWebhook(admin, { name: 'Slow', url: 'https://slow.example/' });
    await createWebhook(admin, { name: 'Quick', url: 'https://quick.example/' });
    const { promise, resolve } = Promise.withResolvers<{ status: number }>();
    receiver.answer = ({ url }) => (url.includes('slow') ? promise : { status: 200 });
    await scan();
    const first = server.webhooks.runDue();
    const quickHas = (count: number) => async () => {
      while (receiver.received.filter(({ url }) => url.includes('quick')).length < count)
        await Promise.resolve();
    };
    await quickHas(1)();
    await scan();
    await server.webhooks.runDue();
    await quickHas(2)();
    expect(receiver.received.filter(({ url }) => url.includes('slow'))).toHaveLength(1);
    resolve({ status: 200 });
    await first;
    expect(receiver.received.filter(({ url }) => url.includes('slow'))).toHaveLength(2);
    expect(await deliveriesOf(slow.webhook.id)).toHaveLength(2);
  });

  test('that redirects has not taken anything', async () => {
    await createWebhook(admin);
    receiver.answer = () => ({ status: 302 });
    await scan();
    await server.webhooks.runDue();
    expect(await listed()).toMatchObject({ failingSince: NOW, behind: true });
  });
});

describe('by hand', () => {
  test('an event is sent again word for word, also while the webhook is off, and changes nothing of its state', async () => {
    const { webhook } = await createWebhook(admin);
    await scan();
    await server.webhooks.runDue();
    await post('/switch', { id: webhook.id, on: false });
    const [attempt] = await deliveriesOf(webhook.id);
    receiver.answer = () => ({ fault: 'timeout' });
    const response = await post('/redeliver', { deliveryId: attempt?.id });
    const { delivery } = redeliverResponseSchema.parse(await response.json());
    expect(delivery).toMatchObject({
      eventId: attempt?.eventId,
      fault: 'timeout',
      status: null,
      byHand: true
    });
    const [first, second] = receiver.received;
    expect(second?.body).toBe(first?.body);
    expect(second?.id).toBe(first?.id);
    expect(await listed()).toMatchObject({ off: 'by-hand', failingSince: null });
    expect(await errorOf(await post('/redeliver', { deliveryId: 999 }))).toMatchObject({ code: 'not-found' });
  });

  test('a webhook that is off catches up with all that happened meanwhile', async () => {
    const { webhook } = await createWebhook(admin);
    await post('/switch', { id: webhook.id, on: false });
    await scan(5);
    await server.webhooks.runDue();
    expect(receiver.received).toEqual([]);
    await post('/switch', { id: webhook.id, on: true });
    await server.webhooks.runDue();
    expect(receiver.received).toHaveLength(5);
  });
});
