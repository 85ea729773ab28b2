import { z } from 'zod';
import { uuidV7Schema } from '../domain/id-schemas.ts';
import { instantSchema } from '../domain/movement/movement-schemas.ts';
import { secretSchema } from './access.ts';
import { committedMovementSchema, versionedRowSchema } from './rows.ts';

/**
 * `POST /api/devices/enrol`: gives this browser its device token (an HttpOnly cookie) if it has none.
 * Once an administrator exists it needs the code of a pairing, or somebody signed in who may pair.
 */
export const enrolRequestSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  /** The id it had: given back when the server knows nobody by it, as after a restore. */
  deviceId: uuidV7Schema.optional(),
  /** The code that the desk showed. */
  pairing: secretSchema.optional()
});

export const enrolResponseSchema = z.strictObject({
  deviceId: uuidV7Schema,
  name: z.string(),
  epoch: uuidV7Schema,
  serverNow: instantSchema
});

/** `GET /api/status`: is the server there, and has it anything yet? */
export const statusResponseSchema = z.strictObject({
  name: z.literal('douchette'),
  version: z.string(),
  protocol: z.number().int(),
  epoch: uuidV7Schema,
  /** True until a site or a product exists: the first visit offers demonstration data or an empty start. */
  empty: z.boolean(),
  serverNow: instantSchema
});

/** `POST /api/demo`: fills an empty database. */
export const demoRequestSchema = z.strictObject({
  serials: z.number().int().min(1).max(1_000_000).default(2000)
});

/** `POST /api/start`: an empty start, with one site and one location to begin with. */
export const emptyStartRequestSchema = z.strictObject({
  siteName: z.string().trim().min(1).max(200),
  timeZone: z.string().min(1).max(64)
});

/**
 * `GET /api/serial?productId&serialKey`: one serial with its whole history in fold
 * order. In the query, because a path cannot hold the serials `.` and `..`.
 */
export const serialDetailResponseSchema = z.strictObject({
  row: versionedRowSchema,
  history: z.array(
    committedMovementSchema.extend({
      live: z.boolean(),
      after: versionedRowSchema.shape.state,
      anomaly: versionedRowSchema.shape.anomalies.element.shape.type.nullable()
    })
  )
});

/** `GET /api/group?id`: all movements of an envelope, in commit order; none while it is not whole. */
export const groupResponseSchema = z.strictObject({ movements: z.array(committedMovementSchema) });

/** `GET /api/unidentified`: scans whose product nobody knows yet. */
export const unidentifiedResponseSchema = z.strictObject({ scans: z.array(committedMovementSchema) });

export type EnrolRequest = z.infer<typeof enrolRequestSchema>;
export type EnrolResponse = z.infer<typeof enrolResponseSchema>;
export type StatusResponse = z.infer<typeof statusResponseSchema>;
export type SerialDetailResponse = z.infer<typeof serialDetailResponseSchema>;
export type GroupResponse = z.infer<typeof groupResponseSchema>;
export type UnidentifiedResponse = z.infer<typeof unidentifiedResponseSchema>;
