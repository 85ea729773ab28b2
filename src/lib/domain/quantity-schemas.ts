import { z } from 'zod';

/** A quantity > 0 in micro-units; safe integers reach nine thousand million units. */
export const quantityMicrosSchema = z.number().int().positive().max(Number.MAX_SAFE_INTEGER);

/** What a count may find: nothing, too. */
export const countedMicrosSchema = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);
