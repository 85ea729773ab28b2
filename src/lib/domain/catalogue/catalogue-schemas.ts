import { z } from 'zod';
import { entityIdSchema } from '../id-schemas.ts';
import { countedMicrosSchema, quantityMicrosSchema } from '../quantity-schemas.ts';
import { serialPatternSchema } from '../serial/serial-pattern.ts';
import { calendarDateSchema } from '../time/calendar-date.ts';

const name = z.string().trim().min(1).max(200);
const code = z.string().trim().min(1).max(64);

export const trackingModes = ['none', 'lot', 'serial', 'lot-and-serial'] as const;
export const serialRequirements = ['never', 'entry', 'exit', 'both'] as const;

/** A dépôt: what its calendar dates mean depends on its time zone (IANA name). */
export const siteSchema = z.strictObject({
  id: entityIdSchema,
  code,
  name,
  timeZone: z.string().min(1).max(64),
  archived: z.boolean()
});

/** A place in a site. Its barcode is what a picker scans on the shelf. */
export const locationSchema = z.strictObject({
  id: entityIdSchema,
  siteId: entityIdSchema,
  parentId: entityIdSchema.nullable(),
  code,
  name,
  barcode: z.string().max(128).nullable(),
  archived: z.boolean()
});

const gtin14 = z.string().regex(/^\d{14}$/);
const unit = z.string().trim().min(1).max(20);

/** A pack level: a box of 12, a pallet of 480. Its own GTIN, when it has one, stands for that quantity. */
export const packSchema = z.strictObject({
  unit,
  quantityMicros: quantityMicrosSchema,
  gtin: gtin14.nullable()
});

/** A line of the bill of materials: how much of a component one unit of the product takes. */
export const componentSchema = z.strictObject({
  productId: entityIdSchema,
  quantityMicros: quantityMicrosSchema
});

export const productSchema = z.strictObject({
  id: entityIdSchema,
  code,
  label: name,
  /** GTIN-14 of the unit itself, several where labels were replaced. */
  gtins: z.array(gtin14).max(50),
  unit,
  packs: z.array(packSchema).max(20),
  tracking: z.enum(trackingModes),
  /** On which movements the serial field must be filled. */
  serialRequired: z.enum(serialRequirements),
  /** True where `abc` and `ABC` are two serials. */
  exactCase: z.boolean(),
  /** What its serials look like, set by a person or learned; null while nothing is known. */
  serialPattern: serialPatternSchema.nullable(),
  /** In millionths of the currency, for the value of the stock; null when not known. */
  unitCostMicros: countedMicrosSchema.nullable(),
  /** Stock levels over all places: below `alert` order, below `security` act, above `maximum` too much. */
  alertMicros: countedMicrosSchema.nullable(),
  securityMicros: countedMicrosSchema.nullable(),
  maximumMicros: countedMicrosSchema.nullable(),
  components: z.array(componentSchema).max(200),
  archived: z.boolean()
});

/** A tiers: may be supplier and customer at once. */
export const partnerSchema = z.strictObject({
  id: entityIdSchema,
  code,
  name,
  roles: z.array(z.enum(['supplier', 'customer'])).min(1),
  archived: z.boolean()
});

/** The three switches that the serial screen depends on, each needing the one before. */
export const settingsSchema = z
  .strictObject({
    lotManagement: z.boolean(),
    stockManagement: z.boolean(),
    serialsOnMovements: z.boolean(),
    /** Facts that stand before this date arrive late for a closed period; null while none is closed. */
    closedBefore: calendarDateSchema.nullable(),
    /** ISO 4217, of unit costs. */
    currency: z.string().regex(/^[A-Z]{3}$/)
  })
  .refine((settings) => settings.lotManagement || !settings.stockManagement)
  .refine((settings) => settings.stockManagement || !settings.serialsOnMovements);

export type Site = z.infer<typeof siteSchema>;
export type Location = z.infer<typeof locationSchema>;
export type Product = z.infer<typeof productSchema>;
export type Partner = z.infer<typeof partnerSchema>;
export type Settings = z.infer<typeof settingsSchema>;
export type TrackingMode = (typeof trackingModes)[number];
