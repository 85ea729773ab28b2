import { z } from 'zod';
import { entityIdSchema } from '../domain/id-schemas.ts';
import { instantSchema } from '../domain/movement/movement-schemas.ts';
import {
  everySerial,
  serialSortFields,
  sortDirections,
  type SerialPosition,
  type SerialQuery
} from '../domain/serial/serial-query.ts';
import { serialStatuses } from '../domain/serial/status.ts';
import { versionedRowSchema } from './rows.ts';

/** Most rows of one answer. */
export const SEARCH_LIMIT = 500;
export const DEFAULT_SEARCH_LIMIT = 50;
export const SEARCH_TEXT_LIMIT = 200;

/** A page of the list of serials. */
export interface SerialSearchRequest {
  query: SerialQuery;
  limit: number;
  /** The `next` of the page before; null begins at the top. */
  after: string | null;
}

const instantText = z
  .string()
  .regex(/^-?\d{1,15}$/)
  .transform(Number)
  .pipe(instantSchema);

const statusList = z
  .string()
  .transform((text) => (text === '' ? [] : text.split(',')))
  .pipe(z.array(z.enum(serialStatuses)).max(serialStatuses.length));

/**
 * `GET /api/serials`, every parameter optional: `q`, `statuses` (with commas),
 * `presence`, `condition`, `productId`, `locationId`, `siteId`, `partnerId`,
 * `changedFrom` and `changedTo` (UTC ms), `withAnomaly=1`, `sort`, `direction`,
 * `limit`, `after`.
 */
export const serialSearchParamsSchema = z.object({
  q: z.string().max(SEARCH_TEXT_LIMIT).default(everySerial.text),
  statuses: statusList.optional(),
  presence: z.enum(['never', 'in', 'moving', 'out']).optional(),
  condition: z.enum(['available', 'quarantine']).optional(),
  productId: entityIdSchema.optional(),
  locationId: entityIdSchema.optional(),
  siteId: entityIdSchema.optional(),
  partnerId: entityIdSchema.optional(),
  changedFrom: instantText.optional(),
  changedTo: instantText.optional(),
  withAnomaly: z.enum(['0', '1']).optional(),
  sort: z.enum(serialSortFields).default(everySerial.sort.field),
  direction: z.enum(sortDirections).default(everySerial.sort.direction),
  limit: z
    .string()
    .regex(/^\d{1,4}$/)
    .transform(Number)
    .pipe(z.number().min(1).max(SEARCH_LIMIT))
    .default(DEFAULT_SEARCH_LIMIT),
  after: z.string().min(1).max(2000).optional()
});

/** What the parameters of a request ask for. */
export function toSerialSearch(params: z.output<typeof serialSearchParamsSchema>): SerialSearchRequest {
  const { q, statuses, withAnomaly, sort, direction, limit, after, ...filters } = params;
  const query: SerialQuery = {
    ...everySerial,
    text: q,
    statuses: statuses ?? [],
    presence: filters.presence ?? null,
    condition: filters.condition ?? null,
    productId: filters.productId ?? null,
    locationId: filters.locationId ?? null,
    siteId: filters.siteId ?? null,
    partnerId: filters.partnerId ?? null,
    changedFrom: filters.changedFrom ?? null,
    changedTo: filters.changedTo ?? null,
    withAnomaly: withAnomaly === '1',
    sort: { field: sort, direction }
  };
  return { query, limit, after: after ?? null };
}

/** The parameters that ask for this; what is as in `everySerial` is left out. */
export function serialSearchParams({ query, limit, after }: SerialSearchRequest): Record<string, string> {
  const { text, statuses, withAnomaly, sort, ...filters } = query;
  const given = Object.entries(filters).filter(([, value]) => value !== null);
  return {
    ...Object.fromEntries(given.map(([name, value]) => [name, String(value)])),
    ...(text !== '' && { q: text.slice(0, SEARCH_TEXT_LIMIT) }),
    ...(statuses.length > 0 && { statuses: statuses.join(',') }),
    ...(withAnomaly && { withAnomaly: '1' }),
    ...(sort.field !== everySerial.sort.field && { sort: sort.field }),
    ...(sort.direction !== everySerial.sort.direction && { direction: sort.direction }),
    limit: String(limit),
    ...(after !== null && { after })
  };
}

const count = z.number().int().nonnegative();

export const serialSearchResponseSchema = z.strictObject({
  rows: z.array(versionedRowSchema),
  /** Of everything that the query finds, exact. */
  total: count,
  /** By status, exact; the query's own `statuses` and `presence` aside. */
  counts: z.record(z.enum(serialStatuses), count),
  /** What to go on from, null at the end. Holds while the list changes: nothing comes twice. */
  next: z.string().nullable()
});

export type SerialSearchResponse = z.infer<typeof serialSearchResponseSchema>;

/** Most that "did you mean" proposes. */
export const NEAR_LIMIT = 8;

/** `GET /api/serials/near?q&productId`: serials that may have been meant, the likeliest first. */
export const nearSerialsParamsSchema = z.object({
  q: z.string().min(1).max(SEARCH_TEXT_LIMIT),
  productId: entityIdSchema.optional()
});

export const nearSerialsResponseSchema = z.strictObject({ rows: z.array(versionedRowSchema) });

export type NearSerialsResponse = z.infer<typeof nearSerialsResponseSchema>;

const positionSchema = z.tuple([z.union([z.string(), z.number(), z.null()]), z.string(), z.string()]);

/** A position as the one word `next` and `after` carry it in. */
export function writePosition({ value, serialKey, productId }: SerialPosition): string {
  return JSON.stringify([value, serialKey, productId]);
}

/** @returns null when the text is no position */
export function readPosition(text: string): SerialPosition | null {
  try {
    const [value, serialKey, productId] = positionSchema.parse(JSON.parse(text));
    return { value, serialKey, productId };
  } catch {
    return null;
  }
}
