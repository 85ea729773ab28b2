import { z } from 'zod';
import { ssccSchema } from '../barcode/sscc.ts';
import { entityIdSchema, uuidV7Schema } from '../id-schemas.ts';
import { MICROS_PER_UNIT } from '../quantity.ts';
import { countedMicrosSchema } from '../quantity-schemas.ts';
import { normaliseSerial, SERIAL_MAX_LENGTH } from '../serial/serial-identity.ts';
import { calendarDateSchema } from '../time/calendar-date.ts';
import { kindRule, movementKindCodes } from './kind.ts';

/** Year 0001 to 9999 in ms: a clock may be wrong by decades, but it must be a number. */
export const instantSchema = z.number().int().min(-62_135_596_800_000).max(253_402_300_799_999);

const shortText = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => text.isWellFormed(), { message: 'not well-formed text' });

const serialSchema = z
  .string()
  .max(SERIAL_MAX_LENGTH)
  .refine(
    (serial) => {
      const normal = normaliseSerial(serial);
      return normal.ok && normal.serial === serial;
    },
    { message: 'not a normalised serial' }
  );

/** Where and when a scan was made: its identity beside the id. Sequence numbers have no gaps. */
export const originSchema = z.strictObject({
  deviceId: uuidV7Schema,
  incarnation: uuidV7Schema,
  sequence: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER)
});

/** The clocks of the device at the scan, kept raw so that a wrong one can be put right later. */
export const clockReadingSchema = z.strictObject({
  wallMs: instantSchema,
  monotonicMs: z.number().min(0).max(1e15),
  bootId: z.string().min(1).max(64)
});

export const operatorSchema = z.strictObject({
  id: uuidV7Schema,
  name: shortText(80).min(1)
});

/** Most movements in one envelope: a mixed truck of pallets. */
export const GROUP_LIMIT = 5000;

export const captureMethods = ['camera', 'wedge', 'typed', 'file', 'api'] as const;

/** An envelope of movements that are accepted or held whole. */
export const groupSchema = z.strictObject({
  id: uuidV7Schema,
  /** How many movements it has. */
  size: z.number().int().min(2).max(GROUP_LIMIT)
});

/** The place in the order that a replacement takes over from the movement it stands for. */
const standsForSchema = z.strictObject({
  movementId: uuidV7Schema,
  instant: instantSchema,
  deviceId: uuidV7Schema,
  incarnation: uuidV7Schema,
  sequence: originSchema.shape.sequence
});

const movementShape = z.strictObject({
  id: uuidV7Schema,
  kind: z.enum(movementKindCodes),
  /** Null for an unidentified scan: kept, and named by the desk later. */
  productId: entityIdSchema.nullable(),
  /** What the label or the person said of the product, when it was not found. */
  productHint: shortText(200).optional(),
  /** Above zero, except for a count, which may find nothing. */
  quantityMicros: countedMicrosSchema,
  serial: serialSchema.optional(),
  lot: shortText(64).min(1).optional(),
  /** The pallet or parcel that it is on, by its SSCC. */
  container: ssccSchema.optional(),
  fromLocationId: entityIdSchema.optional(),
  toLocationId: entityIdSchema.optional(),
  partnerId: entityIdSchema.optional(),
  label: shortText(500).optional(),
  document: shortText(80).optional(),
  condition: z.enum(['available', 'quarantine']).optional(),
  effectiveDate: calendarDateSchema,
  /** Present when a person chose the date: that local day as instants (see `site-day.ts`). */
  chosenDay: z
    .strictObject({ startsAt: instantSchema, endsAt: instantSchema })
    .refine((day) => day.startsAt < day.endsAt && day.endsAt - day.startsAt <= 26 * 3_600_000)
    .optional(),
  /** Stands immediately before that movement, whatever the clocks say. */
  before: uuidV7Schema.optional(),
  /** A correction: stands exactly where that movement stood. */
  standsFor: standsForSchema.optional(),
  reverses: uuidV7Schema.optional(),
  /** What a misread serial is in truth. */
  aliasOf: z.strictObject({ productId: entityIdSchema, serial: serialSchema }).optional(),
  /** The anomaly that is let stand, and the movement it rested on when a person looked. */
  accepts: z
    .strictObject({ anomalyId: z.string().min(1).max(200), against: uuidV7Schema.nullable() })
    .optional(),
  group: groupSchema.optional(),
  recordedAt: instantSchema,
  clock: clockReadingSchema,
  origin: originSchema,
  operator: operatorSchema,
  capture: z.enum(captureMethods),
  rawScan: shortText(4096).optional()
});

/**
 * A movement is a fact: made where it happens, never changed afterwards. A
 * mistake is undone by another movement that names it (`reverses`).
 */
export const movementSchema = movementShape.superRefine((movement, context) => {
  for (const field of kindRule(movement.kind).requires) {
    if (movement[field] === undefined) {
      context.addIssue({ code: 'custom', path: [field], message: `required by ${movement.kind}` });
    }
  }
  if (movement.quantityMicros === 0 && movement.kind !== 'count') {
    context.addIssue({ code: 'custom', path: ['quantityMicros'], message: 'above zero' });
  }
  if (movement.serial !== undefined && movement.quantityMicros !== MICROS_PER_UNIT) {
    context.addIssue({ code: 'custom', path: ['quantityMicros'], message: 'a serial is exactly one unit' });
  }
});

export type Movement = z.infer<typeof movementSchema>;
export type Origin = z.infer<typeof originSchema>;
export type Operator = z.infer<typeof operatorSchema>;
export type CaptureMethod = (typeof captureMethods)[number];
export type Condition = NonNullable<Movement['condition']>;

/** What the server adds to a movement when it commits it. */
export const serverStampSchema = z.strictObject({
  /** Commit order over the whole server. */
  seq: z.number().int().positive(),
  /** The device whose token brought it; differs from the origin when relayed. */
  carrierDeviceId: uuidV7Schema,
  arrivedAt: instantSchema,
  /** Set when the clock was plainly wrong: the instant everyone folds with instead. */
  correctedAt: instantSchema.optional(),
  /** Another scan already holds this device, incarnation and sequence number. */
  sequenceReused: z.literal(true).optional(),
  /** It stands in a period that was closed when it arrived. */
  lateForClosedPeriod: z.literal(true).optional()
});

export type ServerStamp = z.infer<typeof serverStampSchema>;
