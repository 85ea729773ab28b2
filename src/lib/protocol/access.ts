import { z } from 'zod';
import { uuidV7Schema } from '../domain/id-schemas.ts';
import { instantSchema } from '../domain/movement/movement-schemas.ts';
import { missingNumbersSchema } from './push.ts';
import { roles } from './roles.ts';

/**
 * `open`: no administrator exists, and whoever is on this machine may do everything.
 * `closed`: devices are paired and people sign in.
 */
export const accessModes = ['open', 'closed'] as const;

export const nameSchema = z.string().trim().min(1).max(80);

/** As it is typed to sign in: compared without case. */
export const loginSchema = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._@-]{1,63}$/);

/** Any characters, in the length that NIST SP 800-63B asks for. */
export const passwordSchema = z.string().min(12).max(128);

/** Attribution on a shared phone, not proof of who it is. */
export const pinSchema = z.string().regex(/^\d{4,8}$/);

/** What a badge reads as, whatever its symbology. */
export const badgeSchema = z.string().trim().min(6).max(128);

/** A secret that was handed over once, as base64url of 256 bits. */
export const secretSchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

export const knownPersonSchema = z.strictObject({
  id: uuidV7Schema,
  name: z.string(),
  role: z.enum(roles)
});

/** `GET /api/access`: who asks, and what they may do. */
export const accessResponseSchema = z.strictObject({
  mode: z.enum(accessModes),
  person: knownPersonSchema.nullable(),
  device: z.strictObject({ id: uuidV7Schema, name: z.string() }).nullable(),
  role: z.enum(roles).nullable()
});

/** `POST /api/setup`: the first administrator, by the code of the link that the server printed. */
export const setupRequestSchema = z.strictObject({
  code: secretSchema,
  name: nameSchema,
  login: loginSchema,
  password: passwordSchema
});

/** `POST /api/sessions` signs in. Nothing is said of which of the two was wrong. */
export const signInRequestSchema = z.strictObject({
  login: z.string().max(200),
  password: z.string().max(200)
});

/** `GET /api/sessions`: one's own; an administrator sees everybody's. */
export const sessionSchema = z.strictObject({
  id: uuidV7Schema,
  person: knownPersonSchema,
  createdAt: instantSchema,
  lastSeenAt: instantSchema,
  address: z.string(),
  agent: z.string(),
  current: z.boolean()
});
export const sessionsResponseSchema = z.strictObject({ sessions: z.array(sessionSchema) });

/** `POST /api/sessions/end`: the one named, or one's own. */
export const endSessionRequestSchema = z.strictObject({ id: uuidV7Schema.optional() });

/** `POST /api/password`: one's own; every other session of the person ends. */
export const passwordRequestSchema = z.strictObject({
  current: z.string().max(200),
  next: passwordSchema
});

/** `GET /api/people`. */
export const personSchema = knownPersonSchema.extend({
  login: z.string().nullable(),
  hasPassword: z.boolean(),
  hasPin: z.boolean(),
  hasBadge: z.boolean(),
  disabled: z.boolean()
});
export const peopleResponseSchema = z.strictObject({ people: z.array(personSchema) });

/** `POST /api/people`: adds or changes one. A secret left out stays, null takes it away. */
export const putPersonRequestSchema = z.strictObject({
  id: uuidV7Schema.optional(),
  name: nameSchema,
  role: z.enum(roles),
  login: loginSchema.nullable(),
  disabled: z.boolean(),
  password: passwordSchema.nullable().optional(),
  pin: pinSchema.nullable().optional(),
  badge: badgeSchema.nullable().optional()
});
export const putPersonResponseSchema = z.strictObject({ person: personSchema });

/** What a phone derives from a PIN or badge, to compare: PBKDF2-HMAC-SHA-256, hex. */
export const verifierSchema = z.strictObject({
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  iterations: z.number().int().min(1),
  hash: z.string().regex(/^[0-9a-f]{64}$/)
});

/** `GET /api/operators`: who may hold a shared phone, so that it knows them without a network. */
export const operatorsResponseSchema = z.strictObject({
  operators: z.array(
    z.strictObject({
      id: uuidV7Schema,
      name: z.string(),
      pin: verifierSchema.nullable(),
      badge: verifierSchema.nullable()
    })
  ),
  /** A phone that nobody touches for so long locks itself. */
  lockAfterMs: z.number().int().positive()
});

/** `POST /api/devices/pairings`: a code for one phone, to be shown as a QR code. */
export const pairingRequestSchema = z.strictObject({
  name: nameSchema,
  /** The device that gets a new token and keeps its identity. */
  deviceId: uuidV7Schema.optional()
});
export const pairingResponseSchema = z.strictObject({
  code: secretSchema,
  /** Where the phone goes; the code stands behind `#`, which no browser sends to a server. */
  url: z.url(),
  expiresAt: instantSchema
});

/** `POST /api/devices/report`: how a device is, told after each sync. */
export const deviceReportSchema = z.strictObject({
  waiting: z.number().int().min(0),
  parked: z.number().int().min(0),
  version: z.string().max(40),
  storage: z.strictObject({
    usedBytes: z.number().min(0).nullable(),
    quotaBytes: z.number().min(0).nullable(),
    persisted: z.boolean().nullable(),
    /** How the second copy of the queue is. */
    copy: z.string().max(20)
  })
});

/** `GET /api/devices`. */
export const listedDeviceSchema = z.strictObject({
  id: uuidV7Schema,
  name: z.string(),
  enrolledAt: instantSchema,
  lastSyncAt: instantSchema.nullable(),
  revokedAt: instantSchema.nullable(),
  report: deviceReportSchema.nullable(),
  /** The first of them. */
  missing: z.array(missingNumbersSchema),
  current: z.boolean()
});
export const devicesResponseSchema = z.strictObject({ devices: z.array(listedDeviceSchema) });

export const renameDeviceRequestSchema = z.strictObject({ id: uuidV7Schema, name: nameSchema });
export const revokeDeviceRequestSchema = z.strictObject({ id: uuidV7Schema });

/** `GET /api/audit?before&limit`: what desk and administrators did, the latest first. */
export const auditEntrySchema = z.strictObject({
  id: z.number().int().positive(),
  at: instantSchema,
  personName: z.string().nullable(),
  deviceName: z.string().nullable(),
  address: z.string(),
  /** `POST /people` */
  action: z.string(),
  /** What it was done to: an id or a name. */
  target: z.string().nullable(),
  /** `done`, or the code of the error that was answered. */
  outcome: z.string()
});
export const auditResponseSchema = z.strictObject({ entries: z.array(auditEntrySchema) });

/** The answer of a request that only does something. */
export const doneResponseSchema = z.strictObject({ done: z.literal(true) });

export type AccessMode = (typeof accessModes)[number];
export type AccessResponse = z.infer<typeof accessResponseSchema>;
export type ListedSession = z.infer<typeof sessionSchema>;
export type ListedPerson = z.infer<typeof personSchema>;
export type PutPersonRequest = z.input<typeof putPersonRequestSchema>;
export type SetupRequest = z.input<typeof setupRequestSchema>;
export type OperatorsResponse = z.infer<typeof operatorsResponseSchema>;
export type Verifier = z.infer<typeof verifierSchema>;
export type PairingRequest = z.input<typeof pairingRequestSchema>;
export type PairingResponse = z.infer<typeof pairingResponseSchema>;
export type DeviceReport = z.infer<typeof deviceReportSchema>;
export type ListedDevice = z.infer<typeof listedDeviceSchema>;
export type AuditEntry = z.infer<typeof auditEntrySchema>;
