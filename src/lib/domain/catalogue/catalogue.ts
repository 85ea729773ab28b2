import { z } from 'zod';
import { entityIdSchema } from '../id.ts';

const name = z.string().trim().min(1).max(200);
const code = z.string().trim().min(1).max(64);

export const trackingModes = ['none', 'lot', 'serial', 'lot-and-serial'] as const;
export const serialRequirements = ['never', 'entry', 'exit', 'both'] as const;

/** A dépôt: what its calendar dates mean depends on its time zone (IANA name). */
export const siteSchema = z.strictObject({
  id: entityIdSchema,
  code,
  name,
  timeZone: z.string().min(1).max(64)
});

/** A place in a site. Its barcode is what a picker scans on the shelf. */
export const locationSchema = z.strictObject({
  id: entityIdSchema,
  siteId: entityIdSchema,
  parentId: entityIdSchema.nullable(),
  code,
  name,
  barcode: z.string().max(128).nullable()
});

export const productSchema = z.strictObject({
  id: entityIdSchema,
  code,
  label: name,
  /** GTIN-14, several for pack levels and replaced labels. */
  gtins: z.array(z.string().regex(/^\d{14}$/)).max(50),
  unit: z.string().min(1).max(20),
  tracking: z.enum(trackingModes),
  /** On which movements the serial field must be filled. */
  serialRequired: z.enum(serialRequirements),
  /** True where `abc` and `ABC` are two serials. */
  exactCase: z.boolean()
});

/** A tiers: may be supplier and customer at once. */
export const partnerSchema = z.strictObject({
  id: entityIdSchema,
  code,
  name,
  roles: z.array(z.enum(['supplier', 'customer'])).min(1)
});

/** The three switches that the serial screen depends on, each needing the one before. */
export const settingsSchema = z
  .strictObject({
    lotManagement: z.boolean(),
    stockManagement: z.boolean(),
    serialsOnMovements: z.boolean()
  })
  .refine((settings) => settings.lotManagement || !settings.stockManagement)
  .refine((settings) => settings.stockManagement || !settings.serialsOnMovements);

export type Site = z.infer<typeof siteSchema>;
export type Location = z.infer<typeof locationSchema>;
export type Product = z.infer<typeof productSchema>;
export type Partner = z.infer<typeof partnerSchema>;
export type Settings = z.infer<typeof settingsSchema>;
export type TrackingMode = (typeof trackingModes)[number];

export const defaultSettings: Settings = {
  lotManagement: true,
  stockManagement: true,
  serialsOnMovements: true
};

export interface Catalogue {
  sites: Site[];
  locations: Location[];
  products: Product[];
  partners: Partner[];
  settings: Settings;
}

/** The serial screen and field exist only while all three settings are on. */
export function serialsEnabled(settings: Settings): boolean {
  return settings.lotManagement && settings.stockManagement && settings.serialsOnMovements;
}
