import { and, desc, eq, lte } from 'drizzle-orm';
import {
  DELIVERIES_KEPT,
  type DeliveryRecord,
  type NewDelivery,
  type WebhookFields,
  type WebhookStore
} from '../webhooks.ts';
import type { Query, SqliteDatabase } from './open-database.ts';
import { webhook, webhookDelivery } from './schema.ts';
import { unlessBusy } from './unless-busy.ts';

/** Webhooks and their deliveries on SQLite. */
export function createWebhooks(client: SqliteDatabase, query: Query): WebhookStore {
  const ofWebhook = (id: string) =>
    query
      .select()
      .from(webhookDelivery)
      .where(eq(webhookDelivery.webhookId, id))
      .orderBy(desc(webhookDelivery.id));
  const one = (id: string) => query.select().from(webhook).where(eq(webhook.id, id)).get() ?? null;
  const change = (id: string, fields: WebhookFields): null => {
    if (Object.keys(fields).length > 0) query.update(webhook).set(fields).where(eq(webhook.id, id)).run();
    return null;
  };
  function dropOldest(webhookId: string): void {
    const [oldest] = ofWebhook(webhookId).limit(1).offset(DELIVERIES_KEPT).all();
    if (!oldest) return;
    const isOld = and(eq(webhookDelivery.webhookId, webhookId), lte(webhookDelivery.id, oldest.id));
    query.delete(webhookDelivery).where(isOld).run();
  }
  const note = client.transaction((delivery: NewDelivery, fields: WebhookFields): DeliveryRecord | null => {
    if (!one(delivery.webhookId)) return null;
    const stored = query.insert(webhookDelivery).values(delivery).returning().get();
    dropOldest(delivery.webhookId);
    change(delivery.webhookId, fields);
    return stored;
  });
  return {
    addWebhook: async (row) => unlessBusy(() => (query.insert(webhook).values(row).run(), null)),
    webhookById: async (id) => one(id),
    listWebhooks: async () =>
      query.select().from(webhook).orderBy(desc(webhook.createdAt), desc(webhook.id)).all(),
    changeWebhook: async (id, fields) => unlessBusy(() => change(id, fields)),
    removeWebhook: async (id) =>
      unlessBusy(() => (query.delete(webhook).where(eq(webhook.id, id)).run(), null)),
    noteDelivery: async (delivery, fields) => unlessBusy(() => note.immediate(delivery, fields)),
    listDeliveries: async (webhookId) => ofWebhook(webhookId).all(),
    deliveryById: async (id) =>
      query.select().from(webhookDelivery).where(eq(webhookDelivery.id, id)).get() ?? null
  };
}
