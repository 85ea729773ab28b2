import { z } from 'zod';
import { entityIdSchema, uuidV7Schema } from '../id-schemas.ts';
import { instantSchema } from '../movement/movement-schemas.ts';
import { quantityMicrosSchema } from '../quantity-schemas.ts';
import { calendarDateSchema } from '../time/calendar-date.ts';
import { documentStates, documentTypes } from './document-types.ts';

export type { DocumentState, DocumentType } from './document-types.ts';

/** Most lines of a document, and most serials that one line lists. */
export const DOCUMENT_LINES_LIMIT = 500;
export const LINE_SERIALS_LIMIT = 5000;

const serial = z.string().min(1).max(128);

/** So much of a product; `serials` are those announced for it, when they are known. */
export const documentLineSchema = z.strictObject({
  id: z.number().int().positive(),
  productId: entityIdSchema,
  quantityMicros: quantityMicrosSchema,
  lot: z.string().min(1).max(64).nullable(),
  serials: z.array(serial).max(LINE_SERIALS_LIMIT)
});

/** What a count looks at: everything that fits all that is said here. */
export const countScopeSchema = z.strictObject({
  siteId: entityIdSchema.nullable(),
  /** With the places inside it. */
  locationId: entityIdSchema.nullable(),
  productId: entityIdSchema.nullable()
});

/**
 * A document (pièce) is a plan: what is expected to come, to go, to move or to
 * be counted. It changes nothing in stock. Movements name it by its number, and
 * how far it has come is a fold of those movements (see `tally.ts`), never stored.
 */
export const documentSchema = z.strictObject({
  id: entityIdSchema,
  /** What movements carry in `document`; compared by `foldCode`, and unique so. */
  number: z.string().trim().min(1).max(80),
  type: z.enum(documentTypes),
  state: z.enum(documentStates),
  partnerId: entityIdSchema.nullable(),
  fromLocationId: entityIdSchema.nullable(),
  toLocationId: entityIdSchema.nullable(),
  /** Only of a count. */
  scope: countScopeSchema.nullable(),
  /** A count whose counters are not shown what is expected. */
  blind: z.boolean(),
  expectedOn: calendarDateSchema.nullable(),
  /** The operator whose work it is; null for whoever comes first. */
  assignedTo: uuidV7Schema.nullable(),
  note: z.string().max(500),
  /** When it was made; movements after it are no difference of a count. */
  openedAt: instantSchema,
  /** The document that left this rest. */
  backorderOf: entityIdSchema.nullable(),
  lines: z.array(documentLineSchema).max(DOCUMENT_LINES_LIMIT)
});

export type Document = z.infer<typeof documentSchema>;
export type DocumentLine = z.infer<typeof documentLineSchema>;
export type CountScope = z.infer<typeof countScopeSchema>;
