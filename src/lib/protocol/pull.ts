import { z } from 'zod';
import {
  locationSchema,
  partnerSchema,
  productSchema,
  settingsSchema,
  siteSchema
} from '../domain/catalogue/catalogue-schemas.ts';
import { documentSchema } from '../domain/document/document.ts';
import { uuidV7Schema } from '../domain/id-schemas.ts';
import { instantSchema } from '../domain/movement/movement-schemas.ts';
import { committedMovementSchema, versionedRowSchema, versionedStockRowSchema } from './rows.ts';

/** What the server leaves in the feed with each of its transactions: random, so that no other history has it. */
export const markSchema = z.string().regex(/^[0-9a-f]{32}$/);

/**
 * Where a device stands in the feed of one epoch; `seq` is commit order. `id` is
 * the mark of the transaction that `seq` lies in: a server that was put back to
 * an earlier state and has gone on from there has another one at the same place.
 * None at seq 0, and where no mark was kept.
 */
export const cursorSchema = z.strictObject({
  epoch: uuidV7Schema,
  seq: z.number().int().nonnegative(),
  id: markSchema.optional()
});

const seq = z.number().int().positive();

/**
 * One change of the feed, in commit order. A movement travels with the row that
 * results, so that devices need no history; `row` is null for an unidentified
 * scan and for a movement without serial. A row may be newer than its movement: `row.version` says.
 */
export const changeSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('movement'),
    seq,
    committed: committedMovementSchema,
    row: versionedRowSchema.nullable(),
    /** The stock rows that result, for a movement without serial. */
    stock: z.array(versionedStockRowSchema)
  }),
  /** A row that changed without a movement of its own: what is known across serials changed. */
  z.strictObject({ type: z.literal('row'), seq, row: versionedRowSchema }),
  /** The same for stock without serial. */
  z.strictObject({ type: z.literal('stock'), seq, row: versionedStockRowSchema }),
  z.strictObject({ type: z.literal('site'), seq, site: siteSchema }),
  z.strictObject({ type: z.literal('location'), seq, location: locationSchema }),
  z.strictObject({ type: z.literal('product'), seq, product: productSchema }),
  z.strictObject({ type: z.literal('partner'), seq, partner: partnerSchema }),
  z.strictObject({ type: z.literal('settings'), seq, settings: settingsSchema }),
  z.strictObject({ type: z.literal('document'), seq, document: documentSchema })
]);

/**
 * `GET /api/sync/changes?epoch&seq&id&knownEpoch&knownSeq&knownId&limit`, `known…` as
 * in a push; its epoch may be left out where it is the cursor's. A page never parts an
 * envelope, for which it may be longer than asked.
 */
export const pullResponseSchema = z.strictObject({
  serverNow: instantSchema,
  changes: z.array(changeSchema),
  cursor: cursorSchema,
  /** Are there more changes behind the cursor? */
  more: z.boolean()
});

/** What a snapshot has beside its rows: the catalogue, and the cursor to pull from once all of them are in. */
export const snapshotManifestSchema = z.strictObject({
  serverNow: instantSchema,
  cursor: cursorSchema,
  serialCount: z.number().int().nonnegative(),
  catalogue: z.strictObject({
    sites: z.array(siteSchema),
    locations: z.array(locationSchema),
    products: z.array(productSchema),
    partners: z.array(partnerSchema),
    settings: settingsSchema
  }),
  /** All of them: there are as many as places that hold goods, not as many as goods. */
  stock: z.array(versionedStockRowSchema),
  /** The open ones, and the last that were closed or cancelled. */
  documents: z.array(documentSchema)
});

export type Cursor = z.infer<typeof cursorSchema>;
export type Change = z.infer<typeof changeSchema>;
export type PullResponse = z.infer<typeof pullResponseSchema>;
export type SnapshotManifest = z.infer<typeof snapshotManifestSchema>;
