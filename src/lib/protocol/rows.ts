import { z } from 'zod';
import { entityIdSchema, uuidV7Schema } from '../domain/id.ts';
import {
  instantSchema,
  movementSchema,
  originSchema,
  serverStampSchema
} from '../domain/movement/movement.ts';
import { anomalyTypes } from '../domain/serial/anomaly.ts';
import type { SerialRow } from '../domain/serial/serial-row.ts';
import { serialStatuses } from '../domain/serial/status.ts';

const anomalySchema = z.strictObject({
  id: z.string().min(1).max(200),
  type: z.enum(anomalyTypes),
  movementId: uuidV7Schema,
  againstMovementId: uuidV7Schema.nullable()
});

const stateSchema = z.strictObject({
  status: z.enum(serialStatuses),
  condition: z.enum(['available', 'quarantine']),
  locationId: entityIdSchema.nullable(),
  destinationId: entityIdSchema.nullable(),
  lot: z.string().nullable(),
  since: instantSchema.nullable(),
  lastMovementId: uuidV7Schema.nullable()
});

const orderKeySchema = z.strictObject({
  instant: instantSchema,
  deviceId: originSchema.shape.deviceId,
  incarnation: originSchema.shape.incarnation,
  sequence: originSchema.shape.sequence,
  id: uuidV7Schema
});

/** A serial's row on the wire, with its version: the seq of the movement that last changed it. */
export const versionedRowSchema = z.strictObject({
  productId: entityIdSchema,
  serialKey: z.string().min(1),
  serial: z.string().min(1),
  state: stateSchema,
  anomalies: z.array(anomalySchema),
  lastKey: orderKeySchema.nullable(),
  unresolvedIds: z.array(uuidV7Schema),
  movementCount: z.number().int().nonnegative(),
  version: z.number().int().nonnegative()
}) satisfies z.ZodType<SerialRow & { version: number }>;

export type VersionedRow = z.infer<typeof versionedRowSchema>;

/** A committed movement: the fact, what the server stamped on it, and who brought it by name. */
export const committedMovementSchema = z.strictObject({
  movement: movementSchema,
  stamp: serverStampSchema,
  /** Name of the device where it was made, as the server knows it. */
  deviceName: z.string().max(80)
});

export type CommittedMovement = z.infer<typeof committedMovementSchema>;
