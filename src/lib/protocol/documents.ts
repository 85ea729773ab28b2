import { z } from 'zod';
import { documentSchema } from '../domain/document/document.ts';
import { documentTypes } from '../domain/document/document-types.ts';
import { entityIdSchema, uuidV7Schema } from '../domain/id-schemas.ts';
import { instantSchema, operatorSchema } from '../domain/movement/movement-schemas.ts';
import { answerOf, putOf } from './catalogue.ts';
import { committedMovementSchema } from './rows.ts';

/** `POST /api/documents`: a document as the desk has written it; see `catalogue.ts` on `seen`. */
export const putDocumentRequestSchema = putOf(documentSchema);
export const putDocumentResponseSchema = answerOf(documentSchema);

/** Most movements of one work session. */
export const WORK_MOVEMENTS_LIMIT = 20_000;

/**
 * How a work session stands: a device works on it, is finished with it and has
 * scans that have not come, or all of them are here.
 */
export const workStates = ['working', 'finished', 'closed'] as const;

/** `POST /api/work/report`: how far a device is, and, once finished, what it has made. */
export const workReportRequestSchema = z.strictObject({
  workId: uuidV7Schema,
  /** Null where it works without one. */
  documentId: entityIdSchema.nullable(),
  type: z.enum(documentTypes),
  state: z.enum(['working', 'finished']),
  operator: operatorSchema,
  startedAt: instantSchema,
  /** Scans that count, by the device's own tally. */
  count: z.number().int().nonnegative(),
  /** Of a finished session: all its movements but those that were refused and wait for the desk. */
  ids: z.array(uuidV7Schema).max(WORK_MOVEMENTS_LIMIT)
});

export const workReportResponseSchema = z.strictObject({
  /** `closed` once nothing of a finished session is missing. */
  state: z.enum(workStates),
  /** How many of `ids` the server holds. */
  serverCount: z.number().int().nonnegative(),
  /** Those it does not: they are to be sent again. */
  missing: z.array(uuidV7Schema)
});

/** Who works on a document, as last reported. */
export const workReportSchema = z.strictObject({
  workId: uuidV7Schema,
  documentId: entityIdSchema.nullable(),
  type: z.enum(documentTypes),
  state: z.enum(workStates),
  operator: operatorSchema,
  deviceId: uuidV7Schema,
  startedAt: instantSchema,
  reportedAt: instantSchema,
  count: z.number().int().nonnegative(),
  /** How many of a finished session have not come. */
  missing: z.number().int().nonnegative()
});

export const namedWorkReportSchema = workReportSchema.extend({ deviceName: z.string() });

/** `GET /api/documents/<id>/movements`: those that name it, and what takes them back, in commit order. */
export const documentMovementsResponseSchema = z.strictObject({
  movements: z.array(committedMovementSchema),
  work: z.array(namedWorkReportSchema)
});

/** `POST /api/documents/close`. */
export const closeDocumentRequestSchema = z.strictObject({
  id: entityIdSchema,
  seen: documentSchema,
  /** Is what is left to do to become a document of its own? */
  backorder: z.boolean(),
  /** Why it is closed though somebody still works on it; for the desk only. */
  override: z.string().trim().min(1).max(200).optional()
});

export const closeDocumentResponseSchema = z.discriminatedUnion('verdict', [
  z.strictObject({
    verdict: z.literal('closed'),
    row: documentSchema,
    /** The document with the rest, when there is one. */
    backorder: documentSchema.nullable()
  }),
  /** Nothing is closed: the sessions that are not. */
  z.strictObject({ verdict: z.literal('work-open'), work: z.array(namedWorkReportSchema).min(1) }),
  /** Nothing is closed: how it stands now; null when it is not there. */
  z.strictObject({ verdict: z.literal('changed-meanwhile'), present: documentSchema.nullable() })
]);

export type WorkState = (typeof workStates)[number];
export type WorkReportRequest = z.infer<typeof workReportRequestSchema>;
export type WorkReportResponse = z.infer<typeof workReportResponseSchema>;
export type WorkReport = z.infer<typeof workReportSchema>;
export type NamedWorkReport = z.infer<typeof namedWorkReportSchema>;
export type DocumentMovementsResponse = z.infer<typeof documentMovementsResponseSchema>;
export type CloseDocumentRequest = z.infer<typeof closeDocumentRequestSchema>;
export type CloseDocumentAnswer = z.infer<typeof closeDocumentResponseSchema>;
