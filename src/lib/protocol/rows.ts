import { z } from 'zod';
import { ssccSchema } from '../domain/barcode/sscc.ts';
import { entityIdSchema, uuidV7Schema } from '../domain/id-schemas.ts';
import {
  instantSchema,
  movementSchema,
  originSchema,
  serverStampSchema
} from '../domain/movement/movement-schemas.ts';
import { anomalyTypes } from '../domain/serial/anomaly.ts';
import type { SerialRow } from '../domain/serial/serial-row.ts';
import { serialStatuses } from '../domain/serial/status.ts';
import type { StockRow } from '../domain/stock/stock-row.ts';

export const anomalySchema = z.strictObject({
  id: z.string().min(1).max(200),
  type: z.enum(anomalyTypes),
  movementId: uuidV7Schema,
  againstMovementId: uuidV7Schema.nullable()
});

const acceptanceSchema = z.strictObject({
  movementId: uuidV7Schema,
  anomalyId: z.string().min(1).max(200),
  against: uuidV7Schema.nullable()
});

const stateSchema = z.strictObject({
  status: z.enum(serialStatuses),
  condition: z.enum(['available', 'quarantine']),
  locationId: entityIdSchema.nullable(),
  destinationId: entityIdSchema.nullable(),
  lot: z.string().nullable(),
  container: ssccSchema.nullable(),
  partnerId: entityIdSchema.nullable(),
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

const spanShape = {
  lastKey: orderKeySchema.nullable(),
  unresolvedIds: z.array(uuidV7Schema),
  movementCount: z.number().int().nonnegative()
};

/** A serial's row on the wire, with its version: the seq of the movement that last changed it. */
export const versionedRowSchema = z.strictObject({
  productId: entityIdSchema,
  serialKey: z.string().min(1),
  serial: z.string().min(1),
  state: stateSchema,
  anomalies: z.array(anomalySchema),
  warnings: z.array(anomalySchema),
  alias: z.strictObject({ productId: entityIdSchema, serial: z.string().min(1) }).nullable(),
  acceptances: z.array(acceptanceSchema),
  ...spanShape,
  version: z.number().int().nonnegative()
}) satisfies z.ZodType<SerialRow & { version: number }>;

export type VersionedRow = z.infer<typeof versionedRowSchema>;

/** The stock of a product in one place and lot, serials aside, with its version. */
export const versionedStockRowSchema = z.strictObject({
  productId: entityIdSchema,
  locationId: entityIdSchema.nullable(),
  lot: z.string().nullable(),
  quantityMicros: z.number().int(),
  anomalies: z.array(anomalySchema),
  acceptances: z.array(acceptanceSchema),
  ...spanShape,
  version: z.number().int().nonnegative()
}) satisfies z.ZodType<StockRow & { version: number }>;

export type VersionedStockRow = z.infer<typeof versionedStockRowSchema>;

/** A committed movement: the fact, what the server stamped on it, and who brought it by name. */
export const committedMovementSchema = z.strictObject({
  movement: movementSchema,
  stamp: serverStampSchema,
  /** Name of the device where it was made, as the server knows it. */
  deviceName: z.string().max(80)
});

export type CommittedMovement = z.infer<typeof committedMovementSchema>;
