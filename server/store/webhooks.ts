import type { Delivery, ListedWebhook } from '../../src/lib/protocol/webhooks.ts';
import type { Written } from './written.ts';

/** Who is told of changes, and how that went. Part of the store, under the same conformance suite. */
export interface WebhookStore {
  addWebhook(webhook: WebhookRecord): Promise<Written<null>>;
  webhookById(id: string): Promise<WebhookRecord | null>;
  /** All, the latest first. */
  listWebhooks(): Promise<WebhookRecord[]>;
  /** Changes fields of one; nothing where it was removed meanwhile. */
  changeWebhook(id: string, fields: WebhookFields): Promise<Written<null>>;
  /** With its deliveries. */
  removeWebhook(id: string): Promise<Written<null>>;
  /** Writes down an attempt and what it changes, as one step; the oldest of a webhook go. Null where it was removed meanwhile. */
  noteDelivery(delivery: NewDelivery, fields: WebhookFields): Promise<Written<DeliveryRecord | null>>;
  /** Of one webhook, the latest first. */
  listDeliveries(webhookId: string): Promise<DeliveryRecord[]>;
  deliveryById(id: number): Promise<DeliveryRecord | null>;
}

export interface WebhookRecord extends Omit<ListedWebhook, 'behind'> {
  /** In clear: events are signed with it. */
  secret: string;
  previousSecret: string | null;
  /** The seq up to which it was told of everything. */
  seq: number;
  /** Attempts in a row that failed. */
  failures: number;
}

export type WebhookFields = Partial<Omit<WebhookRecord, 'id'>>;

export interface DeliveryRecord extends Delivery {
  webhookId: string;
  /** What was sent, word for word: another attempt must be signed over the same. */
  payload: string;
}

export type NewDelivery = Omit<DeliveryRecord, 'id'>;

/** Attempts that are kept of each webhook. */
export const DELIVERIES_KEPT = 100;
