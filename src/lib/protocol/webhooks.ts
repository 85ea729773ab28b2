import { z } from 'zod';
import { documentSchema } from '../domain/document/document.ts';
import { entityIdSchema, uuidV7Schema } from '../domain/id-schemas.ts';
import { instantSchema } from '../domain/movement/movement-schemas.ts';
import { anomalyClosings } from '../domain/serial/anomaly.ts';
import { serialStatuses } from '../domain/serial/status.ts';
import { nameSchema } from './access.ts';
import { anomalySchema, committedMovementSchema } from './rows.ts';
import { eventTypes } from './webhook-events.ts';

/** As it is handed over, once, in the form of the Standard Webhooks specification: 256 bits as base64. */
export const webhookSecretSchema = z.string().regex(/^whsec_[A-Za-z0-9+/]{43}=$/);

/** Longer ones say more of a caller than of an address. */
const URL_LENGTH = 500;

export const webhookUrlSchema = z.url({ protocol: /^https?$/ }).max(URL_LENGTH);

export const listedWebhookSchema = z.strictObject({
  id: uuidV7Schema,
  name: z.string(),
  url: z.string(),
  events: z.array(z.enum(eventTypes)),
  allowPrivate: z.boolean(),
  createdAt: instantSchema,
  createdBy: z.string(),
  /** Null while it is on; `failing`: the server has given up on it. */
  off: z.enum(['by-hand', 'failing', 'gone']).nullable(),
  /** Since when nothing gets through; null while it does. */
  failingSince: instantSchema.nullable(),
  nextAttemptAt: instantSchema.nullable(),
  /** Until when events are signed with the secret before as well; null for no such. */
  previousUntil: instantSchema.nullable(),
  /** Are there changes that it was not told of yet? */
  behind: z.boolean()
});

/** `GET /api/webhooks`: the latest first. */
export const webhooksResponseSchema = z.strictObject({ webhooks: z.array(listedWebhookSchema) });

/** `POST /api/webhooks`: told of what happens from now on. */
export const createWebhookRequestSchema = z.strictObject({
  name: nameSchema,
  url: webhookUrlSchema,
  events: z.array(z.enum(eventTypes)).min(1),
  /** May it be on this machine or in a private network, and there over plain HTTP? */
  allowPrivate: z.boolean()
});

/** The only answer that has the secret in it, beside that of a rotation. */
export const createWebhookResponseSchema = z.strictObject({
  webhook: listedWebhookSchema,
  secret: webhookSecretSchema
});

/** `POST /api/webhooks/switch`: off, or on again from where it was. */
export const switchWebhookRequestSchema = z.strictObject({ id: uuidV7Schema, on: z.boolean() });

/** `POST /api/webhooks/rotate`: another secret; the one before signs beside it for a day. */
export const rotateWebhookRequestSchema = z.strictObject({ id: uuidV7Schema });
export const rotateWebhookResponseSchema = z.strictObject({ secret: webhookSecretSchema });

/** `POST /api/webhooks/remove`. */
export const removeWebhookRequestSchema = z.strictObject({ id: uuidV7Schema });

/** Why there was no answer. */
export const deliveryFaults = [
  'timeout',
  'address-refused',
  'name-unknown',
  'certificate',
  'unreachable'
] as const;

/** `GET /api/webhooks/deliveries?id`: the last attempts, the latest first. */
export const deliverySchema = z.strictObject({
  id: z.number().int().positive(),
  /** The same for each attempt of an event: what a receiver knows repeats by. */
  eventId: z.string(),
  type: z.enum(eventTypes),
  at: instantSchema,
  durationMs: z.number().int().nonnegative(),
  /** HTTP, null where nobody answered. */
  status: z.number().int().nullable(),
  fault: z.enum(deliveryFaults).nullable(),
  /** Sent again by hand. */
  byHand: z.boolean()
});
export const deliveriesResponseSchema = z.strictObject({ deliveries: z.array(deliverySchema) });

/** `POST /api/webhooks/redeliver`: the event of an attempt, once more and at once. */
export const redeliverRequestSchema = z.strictObject({ deliveryId: z.number().int().positive() });
export const redeliverResponseSchema = z.strictObject({ delivery: deliverySchema });

const statusSchema = z.strictObject({
  status: z.enum(serialStatuses),
  condition: z.enum(['available', 'quarantine']),
  locationId: entityIdSchema.nullable()
});

const flaggedShape = {
  anomaly: anomalySchema,
  productId: entityIdSchema,
  /** Null where it is about a quantity. */
  serial: z.string().nullable(),
  locationId: entityIdSchema.nullable(),
  lot: z.string().nullable()
};

const event = <Type extends string, Data extends z.ZodType>(type: Type, data: Data) =>
  z.strictObject({
    type: z.literal(type),
    /** When the server took it in, ISO 8601. */
    timestamp: z.iso.datetime(),
    data
  });

/** The body of what is sent, by what it tells. */
export const eventSchemas = {
  'movement.accepted': event('movement.accepted', committedMovementSchema),
  'serial.status-changed': event(
    'serial.status-changed',
    z.strictObject({
      productId: entityIdSchema,
      serial: z.string(),
      before: statusSchema,
      after: statusSchema,
      /** The one that made the difference. */
      movementId: uuidV7Schema
    })
  ),
  'anomaly.opened': event('anomaly.opened', z.strictObject(flaggedShape)),
  'anomaly.settled': event(
    'anomaly.settled',
    z.strictObject({ ...flaggedShape, closing: z.enum(anomalyClosings), closedBy: uuidV7Schema })
  ),
  'document.closed': event('document.closed', z.strictObject({ document: documentSchema }))
} as const;

export type ListedWebhook = z.infer<typeof listedWebhookSchema>;
export type CreateWebhookRequest = z.infer<typeof createWebhookRequestSchema>;
export type CreateWebhookResponse = z.infer<typeof createWebhookResponseSchema>;
export type Delivery = z.infer<typeof deliverySchema>;
export type DeliveryFault = (typeof deliveryFaults)[number];
export type WebhookEvent = z.infer<(typeof eventSchemas)[keyof typeof eventSchemas]>;
