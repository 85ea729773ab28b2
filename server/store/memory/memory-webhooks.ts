import { compareCodePoints } from '../key-order.ts';
import { DELIVERIES_KEPT, type DeliveryRecord, type WebhookRecord, type WebhookStore } from '../webhooks.ts';
import type { Written } from '../written.ts';

const written = <T>(value: T): Written<T> => ({ ok: true, value });

/** Webhooks and their deliveries on maps. */
export class MemoryWebhooks implements WebhookStore {
  readonly #webhooks = new Map<string, WebhookRecord>();
  #deliveries: DeliveryRecord[] = [];
  #lastDelivery = 0;

  addWebhook: WebhookStore['addWebhook'] = async (webhook) => {
    this.#webhooks.set(webhook.id, structuredClone(webhook));
    return written(null);
  };

  webhookById: WebhookStore['webhookById'] = async (id) => structuredClone(this.#webhooks.get(id) ?? null);

  listWebhooks: WebhookStore['listWebhooks'] = async () =>
    structuredClone([...this.#webhooks.values()]).sort(
      (a, b) => b.createdAt - a.createdAt || compareCodePoints(b.id, a.id)
    );

  changeWebhook: WebhookStore['changeWebhook'] = async (id, fields) => {
    const webhook = this.#webhooks.get(id);
    if (webhook) Object.assign(webhook, structuredClone(fields));
    return written(null);
  };

  removeWebhook: WebhookStore['removeWebhook'] = async (id) => {
    this.#webhooks.delete(id);
    this.#deliveries = this.#deliveries.filter(({ webhookId }) => webhookId !== id);
    return written(null);
  };

  noteDelivery: WebhookStore['noteDelivery'] = async (delivery, fields) => {
    if (!this.#webhooks.has(delivery.webhookId)) return written(null);
    const stored = { id: (this.#lastDelivery += 1), ...delivery };
    const own = this.#deliveries.filter(({ webhookId }) => webhookId === delivery.webhookId);
    const dropped = own.length >= DELIVERIES_KEPT ? own[0]?.id : undefined;
    this.#deliveries = [...this.#deliveries.filter(({ id }) => id !== dropped), stored];
    await this.changeWebhook(delivery.webhookId, fields);
    return written({ ...stored });
  };

  listDeliveries: WebhookStore['listDeliveries'] = async (webhookId) =>
    this.#deliveries
      .filter((one) => one.webhookId === webhookId)
      .map((one) => ({ ...one }))
      .reverse();

  deliveryById: WebhookStore['deliveryById'] = async (id) => {
    const found = this.#deliveries.find((one) => one.id === id);
    return found ? { ...found } : null;
  };
}
