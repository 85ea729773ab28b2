import { doneResponseSchema } from '../protocol/access.ts';
import {
  createKeyResponseSchema,
  keysResponseSchema,
  type CreateKeyRequest,
  type CreateKeyResponse,
  type ListedKey
} from '../protocol/integrations.ts';
import {
  createWebhookResponseSchema,
  deliveriesResponseSchema,
  redeliverResponseSchema,
  rotateWebhookResponseSchema,
  webhooksResponseSchema,
  type CreateWebhookRequest,
  type CreateWebhookResponse,
  type Delivery,
  type ListedWebhook
} from '../protocol/webhooks.ts';
import { createHttpClient, type HttpClient } from './http-client.ts';
import type { Answer } from './transport.ts';

type DoneAnswer = Promise<Answer<{ done: true }>>;

/** Keys and webhooks for other programs, asked of the server. No method rejects (see `Transport`). */
export interface IntegrationsApi {
  keys(): Promise<Answer<{ keys: ListedKey[] }>>;
  /** The answer has the key, which nobody is told again. */
  createKey(request: CreateKeyRequest): Promise<Answer<CreateKeyResponse>>;
  revokeKey(id: string): DoneAnswer;

  webhooks(): Promise<Answer<{ webhooks: ListedWebhook[] }>>;
  /** The answer has the secret, which nobody is told again. */
  createWebhook(request: CreateWebhookRequest): Promise<Answer<CreateWebhookResponse>>;
  switchWebhook(id: string, on: boolean): DoneAnswer;
  rotateWebhook(id: string): Promise<Answer<{ secret: string }>>;
  removeWebhook(id: string): DoneAnswer;
  /** The last attempts, the latest first. */
  deliveries(id: string): Promise<Answer<{ deliveries: Delivery[] }>>;
  redeliver(deliveryId: number): Promise<Answer<{ delivery: Delivery }>>;
}

export function createIntegrationsApi({ get, post }: HttpClient): IntegrationsApi {
  return {
    keys: () => get('/keys', keysResponseSchema),
    createKey: (request) => post('/keys', createKeyResponseSchema, request),
    revokeKey: (id) => post('/keys/revoke', doneResponseSchema, { id }),
    webhooks: () => get('/webhooks', webhooksResponseSchema),
    createWebhook: (request) => post('/webhooks', createWebhookResponseSchema, request),
    switchWebhook: (id, on) => post('/webhooks/switch', doneResponseSchema, { id, on }),
    rotateWebhook: (id) => post('/webhooks/rotate', rotateWebhookResponseSchema, { id }),
    removeWebhook: (id) => post('/webhooks/remove', doneResponseSchema, { id }),
    deliveries: (id) => get('/webhooks/deliveries', deliveriesResponseSchema, { id }),
    redeliver: (deliveryId) => post('/webhooks/redeliver', redeliverResponseSchema, { deliveryId })
  };
}

/** The same, from this page. */
export function pageIntegrationsApi(): IntegrationsApi {
  return createIntegrationsApi(createHttpClient({ fetch: (url, init) => fetch(url, init) }));
}
