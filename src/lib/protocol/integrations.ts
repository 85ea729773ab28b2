import { z } from 'zod';
import { documentSchema } from '../domain/document/document.ts';
import { uuidV7Schema } from '../domain/id-schemas.ts';
import { instantSchema, movementSchema } from '../domain/movement/movement-schemas.ts';
import { MICROS_PER_UNIT } from '../domain/quantity.ts';
import { nameSchema } from './access.ts';
import { cursorSchema, snapshotManifestSchema } from './pull.ts';
import { pushAnswerSchema } from './push.ts';
import { scopes } from './scopes.ts';
import { PUSH_LIMIT } from './version.ts';

/** As it is handed over, once: the prefix and 256 bits as base64url. */
export const keySecretSchema = z.string().regex(/^dchk_[A-Za-z0-9_-]{43}$/);

/** A key as an administrator sees it; the key itself is nowhere. */
export const listedKeySchema = z.strictObject({
  /** Also the id of the device that its movements are made on. */
  id: uuidV7Schema,
  name: z.string(),
  scopes: z.array(z.enum(scopes)),
  createdAt: instantSchema,
  createdBy: z.string(),
  expiresAt: instantSchema.nullable(),
  /** To the minute. */
  lastUsedAt: instantSchema.nullable(),
  revokedAt: instantSchema.nullable()
});

/** `GET /api/keys`: also those that hold no more, the latest first. */
export const keysResponseSchema = z.strictObject({ keys: z.array(listedKeySchema) });

/** `POST /api/keys`. */
export const createKeyRequestSchema = z.strictObject({
  name: nameSchema,
  scopes: z
    .array(z.enum(scopes))
    .min(1)
    .refine((list) => new Set(list).size === list.length, { message: 'a scope twice' }),
  /** Null: until it is revoked. */
  expiresAt: instantSchema.nullable()
});

/** The only answer that ever has the key in it. */
export const createKeyResponseSchema = z.strictObject({ key: listedKeySchema, secret: keySecretSchema });

/** `POST /api/keys/revoke`: at once, and for good. */
export const revokeKeyRequestSchema = z.strictObject({ id: uuidV7Schema });

const { shape } = movementSchema;

/**
 * A movement as another program tells it. The program says what happened; the server
 * adds what a device adds to its own: origin, number, clock and who made it.
 */
export const toldMovementSchema = z.strictObject({
  /** Made by the program, a UUIDv7: telling the same one again changes nothing. */
  id: shape.id,
  kind: shape.kind,
  /** Null with a `productHint` where the program does not know the product. */
  productId: shape.productId,
  productHint: shape.productHint,
  /** In millionths of the unit; exactly one unit for a serial. */
  quantityMicros: shape.quantityMicros.default(MICROS_PER_UNIT),
  serial: shape.serial,
  lot: shape.lot,
  container: shape.container,
  fromLocationId: shape.fromLocationId,
  toLocationId: shape.toLocationId,
  partnerId: shape.partnerId,
  label: shape.label,
  document: shape.document,
  condition: shape.condition,
  reverses: shape.reverses,
  /** When it happened, ms since the epoch; left out, when it arrived. */
  recordedAt: instantSchema.optional()
});

/** `POST /api/movements`, for keys: told one by one, so that a bad one never costs the others their verdict. */
export const tellMovementsRequestSchema = z.strictObject({
  movements: z.array(z.unknown()).min(1).max(PUSH_LIMIT)
});

/** One answer per movement, in the order of the request. */
export const tellMovementsResponseSchema = z.strictObject({
  serverNow: instantSchema,
  at: cursorSchema,
  answers: z.array(pushAnswerSchema)
});

/** `GET /api/catalogue`: sites, places, products, partners, settings. */
export const catalogueResponseSchema = snapshotManifestSchema.shape.catalogue;

/** `GET /api/documents`: the open ones, and the last that were closed or cancelled. */
export const documentsResponseSchema = z.strictObject({ documents: z.array(documentSchema) });

export type ListedKey = z.infer<typeof listedKeySchema>;
export type CreateKeyRequest = z.infer<typeof createKeyRequestSchema>;
export type CreateKeyResponse = z.infer<typeof createKeyResponseSchema>;
export type ToldMovement = z.infer<typeof toldMovementSchema>;
export type TellMovementsResponse = z.infer<typeof tellMovementsResponseSchema>;
export type CatalogueResponse = z.infer<typeof catalogueResponseSchema>;
export type DocumentsResponse = z.infer<typeof documentsResponseSchema>;
