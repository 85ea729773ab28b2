/**
 * The identity of a serial: (product, normalised serial). One rule says when
 * two serials are the same, and the same rule holds in TypeScript and in SQL
 * (`upper()` of SQLite folds ASCII only, exactly as `serialKey` does).
 */

/** Longest serial that is stored; GS1 AI 21 allows 20, makers' own labels reach about 60. */
export const SERIAL_MAX_LENGTH = 128;

// C0, DEL and C1 controls never belong to a serial: scanners add them, people cannot see them.
const CONTROLS = /[\u0000-\u001f\u007f-\u009f]/g;
const ENDS = /^[\s\ufeff]+|[\s\ufeff]+$/g;

export type SerialProblem = 'serial-empty' | 'serial-too-long' | 'serial-not-text';

export type NormalisedSerial = { ok: true; serial: string } | { ok: false; code: SerialProblem };

/**
 * Strips the ends and control characters and composes to NFC. Inner spaces,
 * case, leading zeros and punctuation stay: `0001` is not `1`, `2-3` is no date.
 *
 * Errors: `serial-empty`, `serial-too-long` (over 128 characters) and
 * `serial-not-text` (a lone surrogate, which no store keeps faithfully).
 */
export function normaliseSerial(raw: string): NormalisedSerial {
  if (!raw.isWellFormed()) return { ok: false, code: 'serial-not-text' };
  if (raw.length > SERIAL_MAX_LENGTH * 4) return { ok: false, code: 'serial-too-long' };
  const serial = raw.replace(CONTROLS, '').normalize('NFC').replace(ENDS, '');
  if (serial.length === 0) return { ok: false, code: 'serial-empty' };
  if (serial.length > SERIAL_MAX_LENGTH) return { ok: false, code: 'serial-too-long' };
  return { ok: true, serial };
}

/**
 * The key under which two readings of a serial are the same.
 *
 * @param serial already normalised
 * @param rule.exactCase the product distinguishes `abc` from `ABC`
 */
export function serialKey(serial: string, rule: { exactCase?: boolean } = {}): string {
  return rule.exactCase ? serial : serial.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}
