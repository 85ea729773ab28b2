import { z } from 'zod';

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** A UUID version 7 in lower case (RFC 9562 §5.7): sortable by the millisecond it was made in. */
export const uuidV7Schema = z.string().regex(UUID_V7);

/** Ids of catalogue rows: made here as UUIDv7, but imports may bring their own short codes. */
export const entityIdSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);
