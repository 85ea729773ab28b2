import { beforeEach, describe, expect, test } from 'vitest';
import { eventTypes } from '../../src/lib/protocol/webhook-events.ts';
import { testDocument } from '../factories/documents.ts';
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
  now = FACTORY_START + HOUR;
  receiver = new TestReceiver();
  server = await TestServer.open({ now: () => now, post: (posting) => receiver.post(posting) });
  phone = await server.enrol();
  admin = await server.signIn('admin', phone);
});

describe('events', () => {
  test('tell of a serial that it came and went, and of nothing where only its place changed', async () => {
    await createWebhook(admin, { events: ['serial.status-changed'] });
    const serial = 'SN-LIFE';
    const receipt = phone.make({ serial });
    const [transfer, shipment] = [
      phone.make({ kind: 'transfer', serial, toLocationId: 'loc-2' }),
      phone.make({ kind: 'shipment', serial, fromLocationId: 'loc-2' })
    ];
    await phone.push([receipt, transfer, shipment]);
    await server.webhooks.runDue();
    expect(receiver.received.map(({ event }) => event)).toMatchObject([
      {
        data: { serial, before: { status: 'unknown' }, after: { status: 'in-stock' }, movementId: receipt.id }
      },
      {
        data: {
          serial,
          before: { status: 'in-stock' },
          after: { status: 'delivered' },
          movementId: shipment.id
        }
      }
    ]);
  });

  test('tell that a contradiction opened, and how it was settled', async () => {
    await createWebhook(admin, { events: ['anomaly.opened', 'anomaly.settled'] });
    const serial = 'SN-TWICE';
    const [first, second] = [phone.make({ serial }), phone.make({ serial })];
    await phone.push([first, second]);
    await server.webhooks.runDue();
    expect(receiver.received.map(({ event }) => event)).toMatchObject([
      { type: 'anomaly.opened', data: { serial, anomaly: { type: 'double-entry', movementId: second.id } } }
    ]);
    const reversal = phone.make({ kind: 'reversal', serial, reverses: second.id });
    await phone.push([reversal]);
    await server.webhooks.runDue();
    expect(receiver.received[1]?.event).toMatchObject({
      type: 'anomaly.settled',
      data: { anomaly: { type: 'double-entry' }, closing: 'reversed', closedBy: reversal.id }
    });
  });

  test('tell of stock below zero, and that the missing receipt has healed it', async () => {
    await createWebhook(admin, { events: ['anomaly.opened', 'anomaly.settled'] });
    const bulk = { serial: undefined, quantityMicros: 2_000_000 };
    const early = phone.make(bulk);
    await phone.push([
      phone.make({ ...bulk, kind: 'shipment', toLocationId: undefined, fromLocationId: 'loc-1' })
    ]);
    await server.webhooks.runDue();
    await phone.push([early]);
    await server.webhooks.runDue();
    expect(receiver.received.map(({ event }) => event)).toMatchObject([
      {
        type: 'anomaly.opened',
        data: { serial: null, locationId: 'loc-1', anomaly: { type: 'negative-quantity' } }
      },
      { type: 'anomaly.settled', data: { closing: 'healed', closedBy: early.id } }
    ]);
  });

  test('tell of a document that it was closed, and of no other change of it', async () => {
    await createWebhook(admin, { events: [...eventTypes] });
    for (const state of ['open', 'cancelled', 'closed'] as const) {
      const document = testDocument({ state });
      await server.store.editDocuments(() => ({ value: null, documents: [document] }));
      await server.webhooks.runDue();
    }
    expect(receiver.received.map(({ event }) => event)).toEqual([
      {
        type: 'document.closed',
        timestamp: expect.any(String),
        data: { document: testDocument({ state: 'closed' }) }
      }
    ]);
  });

  test('are the same, told at once or long after: each compares what was believed then', async () => {
    await createWebhook(admin, { name: 'A', events: [...eventTypes] });
    await createWebhook(admin, { name: 'B', url: 'https://late.example/', events: [...eventTypes] });
    receiver.answer = ({ url }) => (url.includes('late') ? { status: 500 } : { status: 200 });
    for (const serial of ['SN-A', 'SN-B']) {
      const received = phone.make({ serial });
      await phone.push([received, phone.make({ serial })]);
      await server.webhooks.runDue();
      await phone.push([phone.make({ kind: 'shipment', serial, fromLocationId: 'loc-1' })]);
      await server.webhooks.runDue();
      await phone.push([phone.make({ kind: 'reversal', serial, reverses: received.id })]);
      await server.webhooks.runDue();
    }
    const prompt = receiver.received.filter(({ url }) => !url.includes('late'));
    receiver.received.length = 0;
    receiver.answer = () => ({ status: 200 });
    now += HOUR;
    await server.webhooks.runDue();
    expect(receiver.received.map(({ id }) => id)).toEqual(prompt.map(({ id }) => id));
    expect(receiver.received.map(({ body }) => body)).toEqual(prompt.map(({ body }) => body));
    expect(new Set(prompt.map(({ event }) => event.type))).toEqual(
      new Set(['movement.accepted', 'serial.status-changed', 'anomaly.opened', 'anomaly.settled'])
    );
  });
});
