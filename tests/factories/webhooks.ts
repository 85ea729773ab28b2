import type { Posted, Posting } from '../../server/services/webhooks/post-event.ts';
import {
  createWebhookResponseSchema,
  eventSchemas,
  type CreateWebhookRequest,
  type WebhookEvent
} from '../../src/lib/protocol/webhooks.ts';
import { eventTypes } from '../../src/lib/protocol/webhook-events.ts';
import type { TestBrowser } from './server.ts';

/** An event as it was received. */
export interface Received {
  id: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  event: WebhookEvent;
}

/** Every event, read by the schema that describes it. */
export function readEvent(body: string): WebhookEvent {
  const raw: unknown = JSON.parse(body);
  const type = eventTypes.find((one) => raw && typeof raw === 'object' && 'type' in raw && raw.type === one);
  if (!type) throw new Error(`an event of no known type: ${body}`);
  return eventSchemas[type].parse(raw);
}

/** Stands for all receivers: writes down what comes, and answers as it is told. */
export class TestReceiver {
  readonly received: Received[] = [];
  answer: (received: Received) => Posted | Promise<Posted> = () => ({ status: 204 });

  post = async ({ url, headers, body }: Posting): Promise<Posted> => {
    const one = { id: headers['webhook-id'] ?? '', url: url.href, headers, body, event: readEvent(body) };
    this.received.push(one);
    return this.answer(one);
  };

  get types(): string[] {
    return this.received.map(({ event }) => event.type);
  }
}

export async function createWebhook(admin: TestBrowser, fields: Partial<CreateWebhookRequest> = {}) {
  const body: CreateWebhookRequest = {
    name: 'ERP',
    url: 'https://erp.example/hooks',
    events: ['movement.accepted'],
    allowPrivate: false,
    ...fields
  };
  const response = await admin('/api/webhooks', { method: 'POST', body: JSON.stringify(body) });
  return createWebhookResponseSchema.parse(await response.json());
}
