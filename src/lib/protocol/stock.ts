import { z } from 'zod';
import { entityIdSchema } from '../domain/id-schemas.ts';
import { stockAlerts } from '../domain/stock/alert-level.ts';
import { stockGroupings } from '../domain/stock/stock-state.ts';
import { committedMovementSchema } from './rows.ts';

export const STOCK_PAGE_LIMIT = 500;

const pageNumber = z
  .string()
  .regex(/^\d{1,7}$/)
  .transform(Number);

/**
 * `GET /api/stock`: the stock state. Every parameter optional: `by` (`product`,
 * `location`, `lot`), `productId`, `locationId` (with the places inside it),
 * `siteId`, `alerts=1` (only what is under its levels or below zero), `offset`.
 */
export const stockParamsSchema = z.object({
  by: z.enum(stockGroupings).default('product'),
  productId: entityIdSchema.optional(),
  locationId: entityIdSchema.optional(),
  siteId: entityIdSchema.optional(),
  alerts: z.enum(['0', '1']).optional(),
  offset: pageNumber.default(0)
});

export const stockLineSchema = z.strictObject({
  productId: entityIdSchema,
  locationId: entityIdSchema.nullable(),
  lot: z.string().nullable(),
  quantityMicros: z.number().int(),
  serials: z.number().int().nonnegative(),
  quarantined: z.number().int().nonnegative(),
  valueMicros: z.number().int().nullable(),
  alert: z.enum(stockAlerts).nullable(),
  missingMicros: z.number().int().nonnegative()
});

export const stockResponseSchema = z.strictObject({
  lines: z.array(stockLineSchema),
  /** All lines, not only those of this answer. */
  total: z.number().int().nonnegative(),
  /** Of all lines whose cost is known, in millionths of the currency. */
  valueMicros: z.number().int(),
  currency: z.string(),
  /** How many lines have no cost. */
  withoutCost: z.number().int().nonnegative()
});

/**
 * `GET /api/stock/movements?productId&locationId&lot`: the stock detail of one place
 * and lot by quantity, the latest first. No `locationId` or `lot` means those without.
 */
export const stockMovementsParamsSchema = z.object({
  productId: entityIdSchema,
  locationId: entityIdSchema.optional(),
  lot: z.string().min(1).max(64).optional()
});

export const stockMovementsResponseSchema = z.strictObject({
  movements: z.array(
    committedMovementSchema.extend({
      live: z.boolean(),
      /** After it, in micro-units. */
      balanceMicros: z.number().int()
    })
  )
});

export type StockParams = z.input<typeof stockParamsSchema>;
export type StockResponse = z.infer<typeof stockResponseSchema>;
export type StockMovementsResponse = z.infer<typeof stockMovementsResponseSchema>;
