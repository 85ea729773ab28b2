import { z } from 'zod';
import { compareCodePoints } from '../domain/text/compare-code-points.ts';
import { snapshotManifestSchema } from './pull.ts';
import { versionedRowSchema } from './rows.ts';

/**
 * A segment: some thousand serial rows in key order (`serialKey`, then
 * `productId`, by code point) as columns, so that they pack well and can be
 * searched without making objects of them.
 *
 *   dictionary  { values, at }      value of row i = values[at[i]]
 *   sparse      [[i, value], …]     rows that are not listed have the usual value
 *   plain       one entry a row
 *
 * A row's place in the order (`lastKey`) is split into its parts; its id is also
 * the row's `lastMovementId` unless `lastMovementIds` says otherwise.
 */

const place = z.number().int().nonnegative();
const dictionary = <Value extends z.ZodType>(value: Value) =>
  z.strictObject({ values: z.array(value), at: z.array(place) });
const sparse = <Value extends z.ZodType>(value: Value) => z.array(z.tuple([place, value]));

const row = versionedRowSchema.shape;
const state = row.state.shape;
const orderKey = row.lastKey.unwrap().shape;

export const segmentSchema = z.strictObject({
  count: place,
  serialKeys: z.array(row.serialKey),
  products: dictionary(row.productId),
  /** Usual: the serial key itself. */
  serials: sparse(row.serial),
  statuses: dictionary(state.status),
  conditions: dictionary(state.condition),
  locations: dictionary(state.locationId),
  destinations: dictionary(state.destinationId),
  lots: dictionary(state.lot),
  containers: dictionary(state.container),
  partners: dictionary(state.partnerId),
  since: z.array(state.since),
  /** Null where the row has no last key; the columns of its other parts hold a filler there. */
  instants: z.array(orderKey.instant.nullable()),
  devices: dictionary(z.string()),
  incarnations: dictionary(z.string()),
  sequences: z.array(z.number().int()),
  keyIds: z.array(z.string()),
  lastMovementIds: sparse(state.lastMovementId),
  movementCounts: z.array(row.movementCount),
  versions: z.array(row.version),
  anomalies: sparse(row.anomalies),
  warnings: sparse(row.warnings),
  aliases: sparse(row.alias),
  acceptances: sparse(row.acceptances),
  unresolvedIds: sparse(row.unresolvedIds)
});

export type Segment = z.infer<typeof segmentSchema>;

/** SHA-256 of a segment's text as UTF-8, hex. */
export const segmentHashSchema = z.string().regex(/^[0-9a-f]{64}$/);

const segmentNoteSchema = z.strictObject({
  hash: segmentHashSchema,
  firstKey: z.strictObject({ serialKey: row.serialKey, productId: row.productId }),
  count: z.number().int().positive(),
  /** On the wire, compressed. */
  bytes: z.number().int().positive()
});

/**
 * `GET /api/sync/segments?epoch&seq&id`, the latest moment seen, if any: what a
 * snapshot is made of, in key order, and the cursor to pull from once all of it is
 * in. A segment may hold rows newer than the cursor when the server was written to
 * meanwhile; versions decide.
 * `GET /api/sync/segments/<hash>` gives the text of one; it never changes.
 */
export const segmentManifestSchema = snapshotManifestSchema.extend({ segments: z.array(segmentNoteSchema) });

export type SegmentNote = z.infer<typeof segmentNoteSchema>;
export type SegmentManifest = z.infer<typeof segmentManifestSchema>;

const dictionaries = [
  'products',
  'statuses',
  'conditions',
  'locations',
  'destinations',
  'lots',
  'containers',
  'partners',
  'devices',
  'incarnations'
] as const satisfies readonly (keyof Segment)[];

const plains = [
  'serialKeys',
  'since',
  'instants',
  'sequences',
  'keyIds',
  'movementCounts',
  'versions'
] as const satisfies readonly (keyof Segment)[];

const sparses = [
  'serials',
  'lastMovementIds',
  'anomalies',
  'warnings',
  'aliases',
  'acceptances',
  'unresolvedIds'
] as const satisfies readonly (keyof Segment)[];

/** Does every column hold as many entries as there are rows, naming only what is there? */
function isWhole(segment: Segment): boolean {
  const { count } = segment;
  return (
    plains.every((column) => segment[column].length === count) &&
    dictionaries.every((column) => {
      const { values, at } = segment[column];
      return at.length === count && at.every((index) => index < values.length);
    }) &&
    sparses.every((column) => segment[column].every(([index]) => index < count))
  );
}

function isInOrder(segment: Segment): boolean {
  const { serialKeys, products } = segment;
  const productAt = (index: number): string => products.values[products.at[index] ?? -1] ?? '';
  return serialKeys.every((key, index) => {
    if (index === 0) return true;
    const order = compareCodePoints(serialKeys[index - 1] ?? '', key);
    return order < 0 || (order === 0 && compareCodePoints(productAt(index - 1), productAt(index)) < 0);
  });
}

/** A segment as it came over the wire; null when it is not one: a column too short, a value missing, keys out of order. */
export function readSegment(text: string): Segment | null {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = segmentSchema.safeParse(content);
  return parsed.success && isWhole(parsed.data) && isInOrder(parsed.data) ? parsed.data : null;
}
