import { z } from 'zod';
import { entityIdSchema, uuidV7Schema } from '../domain/id-schemas.ts';
import { instantSchema } from '../domain/movement/movement-schemas.ts';
import { anomalyClosings, anomalyTypes } from '../domain/serial/anomaly.ts';
import { committedMovementSchema, versionedRowSchema } from './rows.ts';

export const ANOMALY_PAGE_LIMIT = 200;

/**
 * `GET /api/anomalies`, every parameter optional: `state` (`open`, `closed`),
 * `type`, `productId`, `operatorId`, `deviceId` (of either side), `openedBefore`
 * (UTC ms), `limit`, `after` (the `next` of the page before). Open ones come the
 * oldest first, closed ones the latest first.
 */
export const anomalyParamsSchema = z.object({
  state: z.enum(['open', 'closed']).default('open'),
  type: z.enum(anomalyTypes).optional(),
  productId: entityIdSchema.optional(),
  operatorId: uuidV7Schema.optional(),
  deviceId: uuidV7Schema.optional(),
  openedBefore: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .pipe(instantSchema)
    .optional(),
  limit: z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number)
    .pipe(z.number().min(1).max(ANOMALY_PAGE_LIMIT))
    .default(50),
  after: z
    .string()
    .regex(/^\d{1,15}~[\w:-]{1,200}$/)
    .optional()
});

/** An anomaly with both its claims, as the desk reads them side by side. */
export const registeredAnomalySchema = z.strictObject({
  anomaly: versionedRowSchema.shape.anomalies.element,
  productId: entityIdSchema,
  /** Null for an anomaly of stock by quantity. */
  serialKey: z.string().nullable(),
  /** As first seen. */
  serial: z.string().nullable(),
  locationId: entityIdSchema.nullable(),
  lot: z.string().nullable(),
  openedAt: instantSchema,
  closedAt: instantSchema.nullable(),
  closing: z.enum(anomalyClosings).nullable(),
  claim: committedMovementSchema,
  /** What it contradicts; null when that is the absence of a movement. */
  against: committedMovementSchema.nullable(),
  /** The movement that closed it. */
  closedBy: committedMovementSchema.nullable()
});

export const anomaliesResponseSchema = z.strictObject({
  anomalies: z.array(registeredAnomalySchema),
  next: z.string().nullable(),
  /** Open ones of each type, whatever the filters; types without any are left out. */
  openByType: z.array(z.strictObject({ type: z.enum(anomalyTypes), count: z.number().int().positive() }))
});

export type AnomalyParams = z.input<typeof anomalyParamsSchema>;
export type RegisteredAnomaly = z.infer<typeof registeredAnomalySchema>;
export type AnomaliesResponse = z.infer<typeof anomaliesResponseSchema>;
