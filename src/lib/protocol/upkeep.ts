import { z } from 'zod';
import { entityIdSchema } from '../domain/id-schemas.ts';
import { instantSchema } from '../domain/movement/movement-schemas.ts';
import { calendarDateSchema } from '../domain/time/calendar-date.ts';

/**
 * Upkeep runs in the server, one at a time, while it goes on answering:
 * `POST /api/upkeep/recalculate`, `POST /api/upkeep/purge`, then
 * `GET /api/upkeep` until it has ended, and `GET /api/upkeep/exports/<name>`.
 */
export const purgeRequestSchema = z.strictObject({
  /** The first day that stays. */
  before: calendarDateSchema,
  /** `gone`: histories of what had left before it (épurer); `all`: everything before it (apurer). */
  scope: z.enum(['gone', 'all'])
});

const count = z.number().int().nonnegative();

/** What a purge has written for safe keeping before it began. */
export const exportSchema = z.strictObject({
  name: z.string().regex(/^[\w.-]{1,80}$/),
  movements: count,
  bytes: count,
  /** SHA-256 of the file, hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/)
});

/** A row that was not what its movements give, and has been put right. */
export const differenceSchema = z.strictObject({
  productId: entityIdSchema,
  /** Null for stock without serial, which stands in a place and a lot. */
  serialKey: z.string().nullable(),
  locationId: entityIdSchema.nullable(),
  lot: z.string().nullable(),
  fields: z.array(z.string())
});

export const upkeepStateSchema = z.strictObject({
  kind: z.enum(['recalculate', 'purge']),
  /** `exporting` comes before `working` in a purge. */
  phase: z.enum(['exporting', 'working', 'done', 'failed']),
  startedAt: instantSchema,
  endedAt: instantSchema.nullable(),
  /** Rows (serials, and stock by place and lot) looked at in this phase, of how many. */
  done: count,
  total: count,
  movements: count,
  /** The first thousand of them; `differenceCount` has them all. */
  differences: z.array(differenceSchema),
  differenceCount: count,
  export: exportSchema.nullable()
});

/** `GET /api/upkeep`: the last one, null when there was none since the server started. */
export const upkeepResponseSchema = z.strictObject({ upkeep: upkeepStateSchema.nullable() });

/** `GET /api/closings`: every change of the end of the closed period, the latest first. */
export const closingsResponseSchema = z.strictObject({
  closings: z.array(
    z.strictObject({
      /** The first open day before the change, and after it; null while nothing was closed. */
      before: calendarDateSchema.nullable(),
      after: calendarDateSchema.nullable(),
      reason: z.string().nullable(),
      at: instantSchema,
      /** Name of the device at which it was changed. */
      deviceName: z.string()
    })
  )
});

export type ClosingsResponse = z.infer<typeof closingsResponseSchema>;
export type PurgeRequest = z.infer<typeof purgeRequestSchema>;
export type UpkeepExport = z.infer<typeof exportSchema>;
export type UpkeepState = z.infer<typeof upkeepStateSchema>;
export type UpkeepResponse = z.infer<typeof upkeepResponseSchema>;
