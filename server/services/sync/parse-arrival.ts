import { z } from 'zod';
import { uuidV7Schema } from '../../../src/lib/domain/id-schemas.ts';
import type { Movement } from '../../../src/lib/domain/movement/movement.ts';
import { movementSchema, originSchema } from '../../../src/lib/domain/movement/movement-schemas.ts';
import { normaliseSerial } from '../../../src/lib/domain/serial/serial-identity.ts';
import type { ErrorCode } from '../../../src/lib/protocol/errors.ts';
import type { RefusedAnswer } from '../../../src/lib/protocol/push.ts';
import { firstIssue } from '../result.ts';

/** `origin` of a refused one, where it can be read and is the device's own: its number has come. */
export type ParsedArrival =
  { movement: Movement } | { refused: RefusedAnswer; origin: Movement['origin'] | null };

/** The same schema, compiled: a third of the time, on the one path where that counts. */
const compiledMovementSchema = z.compile(movementSchema);

const fieldOf = (raw: unknown, field: string): unknown =>
  typeof raw === 'object' && raw !== null && Object.hasOwn(raw, field)
    ? (raw as Record<string, unknown>)[field]
    : undefined;

const idOf = (raw: unknown): string | null => {
  const id = uuidV7Schema.safeParse(fieldOf(raw, 'id'));
  return id.success ? id.data : null;
};

/** The code of a wrong serial says what is wrong with it, so that a person can put it right. */
function refusalCode(raw: unknown, field: string): ErrorCode {
  const serial = fieldOf(raw, 'serial');
  if (field !== 'serial' || typeof serial !== 'string') return 'malformed-movement';
  const normal = normaliseSerial(serial);
  return normal.ok ? 'malformed-movement' : normal.code;
}

/** What is answered to a movement that its schema does not take. */
export function refuseArrival(input: { raw: unknown; error: z.ZodError; deviceId: string }): ParsedArrival {
  const { field, detail } = firstIssue(input.error);
  const code = refusalCode(input.raw, field);
  const origin = originSchema.safeParse(fieldOf(input.raw, 'origin'));
  const isOwn = origin.success && origin.data.deviceId === input.deviceId;
  return {
    refused: { verdict: 'refused', id: idOf(input.raw), code, field, detail },
    origin: isOwn ? origin.data : null
  };
}

/**
 * Reads one movement of a push by itself, so that a bad one never costs the
 * others their verdict.
 *
 * @param input.deviceId the origin that the movement must claim: the token's, or that of a relay
 */
export function parseArrival(input: { raw: unknown; deviceId: string }): ParsedArrival {
  const parsed = compiledMovementSchema.safeParse(input.raw);
  if (!parsed.success) return refuseArrival({ ...input, error: parsed.error });
  const movement = parsed.data;
  if (movement.origin.deviceId !== input.deviceId) {
    return {
      refused: { verdict: 'refused', id: movement.id, code: 'foreign-origin', field: 'origin.deviceId' },
      origin: null
    };
  }
  return { movement };
}
