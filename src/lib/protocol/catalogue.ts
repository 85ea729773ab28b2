import { z } from 'zod';
import {
  locationSchema,
  partnerSchema,
  productSchema,
  settingsSchema,
  siteSchema
} from '../domain/catalogue/catalogue-schemas.ts';
import { catalogueProblemCodes, type CatalogueProblem } from '../domain/catalogue/problem.ts';
import { documentSchema } from '../domain/document/document.ts';
import { uuidV7Schema } from '../domain/id-schemas.ts';
import { calendarDateSchema } from '../domain/time/calendar-date.ts';

/**
 * The catalogue is edited online: `POST /api/catalogue/{products,locations,sites,partners,settings}`.
 *
 * Each carries the row as it should stand and as it was seen before it was
 * edited (null: it is new); when another desk has changed it since, nothing is
 * stored and the present row comes back. Said twice, it is stored once.
 */
export const putOf = <Row extends z.ZodType>(row: Row) => z.strictObject({ row, seen: row.nullable() });

export const putProductRequestSchema = putOf(productSchema);
export const putLocationRequestSchema = putOf(locationSchema);
export const putSiteRequestSchema = putOf(siteSchema);
export const putPartnerRequestSchema = putOf(partnerSchema);

/** Its switches are checked one by one, so that the answer can say which is missing. */
const looseSettingsSchema = z.strictObject({
  lotManagement: z.boolean(),
  stockManagement: z.boolean(),
  serialsOnMovements: z.boolean(),
  closedBefore: calendarDateSchema.nullable(),
  currency: settingsSchema.shape.currency
});

export const putSettingsRequestSchema = z.strictObject({
  row: looseSettingsSchema,
  seen: looseSettingsSchema,
  /** Why a closed period is reopened. */
  reason: z.string().trim().max(200).nullable()
});

export const catalogueProblemSchema = z.strictObject({
  id: z.string(),
  code: z.enum(catalogueProblemCodes),
  field: z.string(),
  value: z.string().optional(),
  onHand: z.strictObject({ serials: z.number().int(), quantityMicros: z.number().int() }).optional()
}) satisfies z.ZodType<CatalogueProblem>;

export const answerOf = <Row extends z.ZodType>(row: Row) =>
  z.discriminatedUnion('verdict', [
    z.strictObject({ verdict: z.literal('stored'), row }),
    /** Nothing is stored: everything that is wrong with it. */
    z.strictObject({ verdict: z.literal('refused'), problems: z.array(catalogueProblemSchema).min(1) }),
    /** Nothing is stored: how it stands now; null when it is not there. */
    z.strictObject({ verdict: z.literal('changed-meanwhile'), present: row.nullable() })
  ]);

export const putProductResponseSchema = answerOf(productSchema);
export const putLocationResponseSchema = answerOf(locationSchema);
export const putSiteResponseSchema = answerOf(siteSchema);
export const putPartnerResponseSchema = answerOf(partnerSchema);
export const putSettingsResponseSchema = answerOf(settingsSchema);

/** Most rows of an import, and of one part of it. */
export const IMPORT_ROWS_LIMIT = 100_000;
export const IMPORT_PART_LIMIT = 500;

const partOf = <Kind extends string, Row extends z.ZodType>(kind: Kind, row: Row) =>
  z.strictObject({
    kind: z.literal(kind),
    /** One import, made by who sends it. */
    id: uuidV7Schema,
    /** Rows of the whole import; the part that completes it stores all of them or none. */
    total: z.number().int().min(1).max(IMPORT_ROWS_LIMIT),
    /** How many rows went before: a part sent twice counts once. */
    offset: z.number().int().nonnegative(),
    rows: z.array(putOf(row)).min(1).max(IMPORT_PART_LIMIT)
  });

/** `POST /api/catalogue/imports`, part by part, in order. */
export const importPartRequestSchema = z.discriminatedUnion('kind', [
  partOf('products', productSchema),
  partOf('locations', locationSchema),
  partOf('partners', partnerSchema),
  partOf('documents', documentSchema)
]);

export const importPartResponseSchema = z.discriminatedUnion('verdict', [
  z.strictObject({ verdict: z.literal('held'), received: z.number().int() }),
  z.strictObject({ verdict: z.literal('stored'), count: z.number().int() }),
  z.strictObject({ verdict: z.literal('refused'), problems: z.array(catalogueProblemSchema).min(1) }),
  /** The rows that another desk has changed since they were seen. */
  z.strictObject({ verdict: z.literal('changed-meanwhile'), ids: z.array(z.string()).min(1) })
]);

export type Put<Row> = { row: Row; seen: Row | null };
export type PutAnswer<Row> =
  | { verdict: 'stored'; row: Row }
  | { verdict: 'refused'; problems: CatalogueProblem[] }
  | { verdict: 'changed-meanwhile'; present: Row | null };
export type PutSettingsRequest = z.infer<typeof putSettingsRequestSchema>;
export type ImportPart = z.infer<typeof importPartRequestSchema>;
export type ImportAnswer = z.infer<typeof importPartResponseSchema>;
