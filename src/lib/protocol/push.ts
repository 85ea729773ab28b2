import { z } from 'zod';
import { uuidV7Schema } from '../domain/id-schemas.ts';
import { instantSchema } from '../domain/movement/movement-schemas.ts';
import { errorCodes } from './errors.ts';
import { cursorSchema } from './pull.ts';
import { PUSH_LIMIT } from './version.ts';

/**
 * `POST /api/sync/push`, body may be gzip. Movements are parsed one by one, so
 * that a bad one never costs the others their verdict.
 */
export const pushRequestSchema = z.strictObject({
  /** The device's wall clock as it sends, raw. */
  sentAt: instantSchema,
  /** The latest moment of the server that the device has seen: one that the server does not know shows that it was restored. */
  known: cursorSchema.optional(),
  /** Handed in for the device that made all of them, from its exported queue or under an identity it had before. */
  relay: z.strictObject({ deviceId: uuidV7Schema }).optional(),
  movements: z.array(z.unknown()).min(1).max(PUSH_LIMIT)
});

const acceptedSchema = z.strictObject({
  /** `duplicate`: already stored with the same content; the rest is the first verdict. */
  verdict: z.enum(['accepted', 'duplicate']),
  id: uuidV7Schema,
  seq: z.number().int().positive(),
  arrivedAt: instantSchema,
  correctedAt: instantSchema.optional(),
  sequenceReused: z.literal(true).optional(),
  lateForClosedPeriod: z.literal(true).optional(),
  /** The product is not known here: kept as an unidentified scan, for the desk to name. */
  unidentified: z.literal(true).optional()
});

/** Stored, and waiting for the rest of its envelope: the device keeps it and offers it again. */
const heldSchema = z.strictObject({ verdict: z.literal('held'), id: uuidV7Schema });

const refusedSchema = z.strictObject({
  verdict: z.literal('refused'),
  /** Null when the row was too malformed to carry an id; its place in the request tells which. */
  id: z.string().nullable(),
  code: z.enum(errorCodes),
  field: z.string().optional(),
  detail: z.string().optional()
});

export const pushAnswerSchema = z.discriminatedUnion('verdict', [acceptedSchema, heldSchema, refusedSchema]);

const sequenceSchema = z.number().int().positive();

/** Numbers of a device that never arrived, though later ones did; both ends included. */
export const missingNumbersSchema = z.strictObject({
  incarnation: uuidV7Schema,
  from: sequenceSchema,
  to: sequenceSchema
});

/** One answer per movement, in the order of the request. */
export const pushResponseSchema = z.strictObject({
  serverNow: instantSchema,
  /** Where the server stands after this push. */
  at: cursorSchema,
  answers: z.array(pushAnswerSchema),
  /** Of the device that made the movements. */
  missing: z.array(missingNumbersSchema)
});

export type PushRequest = z.infer<typeof pushRequestSchema>;
export type PushAnswer = z.infer<typeof pushAnswerSchema>;
export type AcceptedAnswer = z.infer<typeof acceptedSchema>;
export type HeldAnswer = z.infer<typeof heldSchema>;
export type RefusedAnswer = z.infer<typeof refusedSchema>;
export type PushResponse = z.infer<typeof pushResponseSchema>;
