import { z } from 'zod';
import { doneResponseSchema as done } from '../../../src/lib/protocol/access.ts';
import * as integrations from '../../../src/lib/protocol/integrations.ts';
import type { EventType } from '../../../src/lib/protocol/webhook-events.ts';
import * as webhooks from '../../../src/lib/protocol/webhooks.ts';
import { deliveriesParamsSchema } from '../../services/webhooks/list-deliveries.ts';
import type { RouteMessages } from './route-messages.ts';

const keyMessages: Record<string, RouteMessages> = {
  'GET /catalogue': {
    summary: 'Sites, places, products, partners and settings',
    answer: integrations.catalogueResponseSchema
  },
  'GET /documents': {
    summary: 'The open documents, and the last that were closed or cancelled',
    answer: integrations.documentsResponseSchema
  },
  'POST /movements': {
    summary: 'Tells movements by a key, each answered by itself; telling one again by its id is harmless',
    body: integrations.tellMovementsRequestSchema.extend({
      movements: z.array(integrations.toldMovementSchema)
    }),
    answer: integrations.tellMovementsResponseSchema
  },
  'GET /keys': { summary: 'Keys for other programs', answer: integrations.keysResponseSchema },
  'POST /keys': {
    summary: 'Makes a key, which is shown in this answer alone',
    body: integrations.createKeyRequestSchema,
    answer: integrations.createKeyResponseSchema
  },
  'POST /keys/revoke': {
    summary: 'Ends a key at once and for good',
    body: integrations.revokeKeyRequestSchema,
    answer: done
  }
};

const webhookMessages: Record<string, RouteMessages> = {
  'GET /webhooks': { summary: 'Which programs are told of changes', answer: webhooks.webhooksResponseSchema },
  'POST /webhooks': {
    summary: 'Has a program told of changes, and gives the secret in this answer alone',
    body: webhooks.createWebhookRequestSchema,
    answer: webhooks.createWebhookResponseSchema
  },
  'POST /webhooks/switch': {
    summary: 'Switches a webhook off, or on again from where it was',
    body: webhooks.switchWebhookRequestSchema,
    answer: done
  },
  'POST /webhooks/rotate': {
    summary: 'Another secret; the one before signs beside it for a day',
    body: webhooks.rotateWebhookRequestSchema,
    answer: webhooks.rotateWebhookResponseSchema
  },
  'POST /webhooks/remove': {
    summary: 'Removes a webhook',
    body: webhooks.removeWebhookRequestSchema,
    answer: done
  },
  'GET /webhooks/deliveries': {
    summary: 'The last attempts of a webhook',
    query: deliveriesParamsSchema,
    answer: webhooks.deliveriesResponseSchema
  },
  'POST /webhooks/redeliver': {
    summary: 'Sends an event once more, at once',
    body: webhooks.redeliverRequestSchema,
    answer: webhooks.redeliverResponseSchema
  }
};

/** Of the routes that are for other programs, or about them. */
export const integrationMessages: Record<string, RouteMessages> = { ...keyMessages, ...webhookMessages };

/** What is sent to webhooks, by the type of the event. */
export const eventSummaries: Readonly<Record<EventType, string>> = {
  'movement.accepted': 'The server has taken in a movement',
  'serial.status-changed': 'A serial has another status or condition than before a movement',
  'anomaly.opened': 'A movement has brought up a contradiction',
  'anomaly.settled': 'A contradiction has been accepted, taken back, or has healed',
  'document.closed': 'The work of a document is over'
};
