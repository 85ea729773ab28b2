import { describe, expect, test } from 'vitest';
import { DELIVERIES_KEPT, type NewDelivery, type WebhookRecord } from '../../server/store/webhooks.ts';
import { ARRIVED, newId, type StoreHarness } from './store-harness.ts';

const stored = (value: unknown) => ({ ok: true, value });

const webhook = (fields: Partial<WebhookRecord> = {}): WebhookRecord => ({
  id: newId(),
  name: 'ERP',
  url: 'https://erp.example/hooks',
  events: ['movement.accepted', 'document.closed'],
  allowPrivate: false,
  secret: 'whsec_1',
  previousSecret: null,
  previousUntil: null,
  createdAt: ARRIVED,
  createdBy: 'Camille',
  seq: 3,
  off: null,
  failures: 0,
  failingSince: null,
  nextAttemptAt: null,
  ...fields
});

const delivery = (webhookId: string, fields: Partial<NewDelivery> = {}): NewDelivery => ({
  webhookId,
  eventId: 'evt_1',
  type: 'movement.accepted',
  at: ARRIVED,
  durationMs: 12,
  status: 200,
  fault: null,
  byHand: false,
  payload: '{"type":"movement.accepted"}',
  ...fields
});

/** Webhooks and their deliveries. */
export function webhooksConformance(harness: StoreHarness): void {
  describe('webhooks', () => {
    test('are kept whole, changed by field, listed the latest first and removed', async () => {
      const { webhooks } = harness.store;
      const [first, second] = [webhook(), webhook({ createdAt: ARRIVED + 1, allowPrivate: true })];
      for (const one of [first, second]) expect(await webhooks.addWebhook(one)).toEqual(stored(null));
      expect(await webhooks.listWebhooks()).toEqual([second, first]);
      const change = { seq: 9, off: 'failing', failingSince: ARRIVED, previousSecret: 'whsec_0' } as const;
      expect(await webhooks.changeWebhook(first.id, change)).toEqual(stored(null));
      expect(await webhooks.webhookById(first.id)).toEqual({ ...first, ...change });
      expect(await webhooks.webhookById(second.id)).toEqual(second);
      await webhooks.removeWebhook(first.id);
      expect(await webhooks.webhookById(first.id)).toBeNull();
      expect(await webhooks.changeWebhook(first.id, { seq: 10 })).toEqual(stored(null));
      expect(await webhooks.listWebhooks()).toEqual([second]);
    });

    test('keep their last deliveries, each with what it changed', async () => {
      const { webhooks } = harness.store;
      const [one, other] = [webhook(), webhook()];
      for (const each of [one, other]) await webhooks.addWebhook(each);
      await webhooks.noteDelivery(delivery(other.id), {});
      for (let at = 0; at < DELIVERIES_KEPT + 3; at++) {
        const fault = at % 2 === 0 ? ('timeout' as const) : null;
        await webhooks.noteDelivery(delivery(one.id, { eventId: `evt_${at}`, fault }), { failures: at });
      }
      const kept = await webhooks.listDeliveries(one.id);
      expect(kept.map(({ eventId }) => eventId)).toEqual(
        Array.from({ length: DELIVERIES_KEPT }, (_, at) => `evt_${DELIVERIES_KEPT + 2 - at}`)
      );
      expect((await webhooks.webhookById(one.id))?.failures).toBe(DELIVERIES_KEPT + 2);
      expect(await webhooks.listDeliveries(other.id)).toHaveLength(1);
      const [last] = kept;
      expect(last).toEqual({ id: last?.id, ...delivery(one.id, { eventId: 'evt_102', fault: 'timeout' }) });
      expect(await webhooks.deliveryById(last?.id ?? 0)).toEqual(last);
    });

    test('that were removed meanwhile keep nothing', async () => {
      const { webhooks } = harness.store;
      const one = webhook();
      await webhooks.addWebhook(one);
      const noted = await webhooks.noteDelivery(delivery(one.id), {});
      await webhooks.removeWebhook(one.id);
      expect(await webhooks.noteDelivery(delivery(one.id), { seq: 5 })).toEqual(stored(null));
      expect(await webhooks.listDeliveries(one.id)).toEqual([]);
      expect(await webhooks.deliveryById(noted.ok ? (noted.value?.id ?? 0) : 0)).toBeNull();
    });
  });
}
