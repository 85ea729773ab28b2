import { SERIAL_MAX_LENGTH, serialKey } from './serial-identity.ts';

/**
 * Counting serials: the next one, and ranges as people write them. A serial may
 * hold `-` and `+` itself, so a range is only what can be nothing else:
 *
 *   SN010-SN019   range       both halves: same letters before, digits as wide, the second higher
 *   SN010+9       range       SN010 and the nine after it
 *   001-010       ambiguous   no letter says that the halves are serials
 *   SN010-019     ambiguous   the second half could be the end of one serial
 *   SN019-SN010   ambiguous   counts down; so does SN9-SN10, whose width changes
 *   PF-0010-0019  serial      hyphens are how this serial is written
 */

/** Consecutive serials: `prefix` and a number of `width` digits, leading zeros kept. */
export interface SerialRange {
  prefix: string;
  width: number;
  first: bigint;
  last: bigint;
}

export type RangeReading =
  | { type: 'serial' }
  | { type: 'range'; range: SerialRange }
  /** `range` is what it would be if it is one; null when that could not be counted. */
  | { type: 'ambiguous'; range: SerialRange | null };

/** Longer than two serials and what joins them is no range. */
const MAX_RANGE_TEXT = 2 * SERIAL_MAX_LENGTH + 8;

const SERIAL: RangeReading = { type: 'serial' };

interface Numbered {
  prefix: string;
  digits: string;
}

/** A text and the digits that it ends with. */
export function splitNumber(text: string): Numbered {
  let at = text.length;
  while (at > 0 && isDigit(text.charCodeAt(at - 1))) at--;
  return { prefix: text.slice(0, at), digits: text.slice(at) };
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

const hasLetter = (text: string): boolean => /\p{L}/u.test(text);

/** From `first` to `last`, both counted; null when they do not count up at one width. */
function rangeBetween(prefix: string, first: string, last: string): SerialRange | null {
  if (first.length === 0 || first.length !== last.length || first >= last) return null;
  return { prefix, width: first.length, first: BigInt(first), last: BigInt(last) };
}

function betweenHalves(left: string, right: string): RangeReading | null {
  const from = splitNumber(left);
  const to = splitNumber(right);
  if (from.digits === '' || to.digits === '' || serialKey(from.prefix) !== serialKey(to.prefix)) return null;
  const range = rangeBetween(from.prefix, from.digits, to.digits);
  // `2024-0001` is how many number their serials; only what counts up may be meant as a range.
  if (!hasLetter(from.prefix)) return range && { type: 'ambiguous', range };
  return range && from.prefix === to.prefix ? { type: 'range', range } : { type: 'ambiguous', range };
}

/** `SN010-019`: a range, or a serial that ends so. */
function shortened(left: string, right: string): RangeReading | null {
  const { prefix, digits } = splitNumber(left);
  if (!hasLetter(prefix) || !/^\d+$/.test(right)) return null;
  const range = rangeBetween(prefix, digits, right);
  return range && { type: 'ambiguous', range };
}

/** `SN010A-SN019A`: written alike on both sides, but counting in the middle, which nobody agreed on. */
function alikeHalves(left: string, right: string): RangeReading | null {
  const shape = (text: string): string => text.replace(/\d/g, '0');
  const alike = left !== right && hasLetter(left) && /\d/.test(left) && shape(left) === shape(right);
  return alike ? { type: 'ambiguous', range: null } : null;
}

/** What stands between hyphens of every kind, without the spaces that people put around them. */
const betweenHyphens = (text: string): string[] => text.split(/[-\u2010-\u2015]/).map((part) => part.trim());

/** Halves of one range are written alike and hold as many hyphens each: it can only split at the middle one. */
function hyphenReading(text: string): RangeReading {
  const parts = betweenHyphens(text);
  const middle = Math.floor(parts.length / 2);
  const left = parts.slice(0, middle).join('-');
  const right = parts.slice(middle).join('-');
  return betweenHalves(left, right) ?? shortened(left, right) ?? alikeHalves(left, right) ?? SERIAL;
}

/** The range of a serial and the `more` after it, as `SN010+9`; null when it cannot be counted so far. */
export function rangeAfter(serial: string, more: string): SerialRange | null {
  const { prefix, digits } = splitNumber(serial);
  if (digits === '') return null;
  const first = BigInt(digits);
  const last = first + BigInt(more);
  return String(last).length > digits.length ? null : { prefix, width: digits.length, first, last };
}

/** `SN010+9`, split; null when the text is not written so. */
export function splitPlus(text: string): { start: string; more: string } | null {
  const at = text.lastIndexOf('+');
  if (at < 0) return null;
  const more = text.slice(at + 1).trim();
  return /^\d{1,9}$/.test(more) ? { start: text.slice(0, at).trimEnd(), more } : null;
}

function plusReading(text: string): RangeReading | null {
  const split = splitPlus(text);
  if (!split || splitNumber(split.start).digits === '') return null;
  const range = rangeAfter(split.start, split.more);
  return range && range.last > range.first ? { type: 'range', range } : { type: 'ambiguous', range };
}

/** The range that a text is or could be, for finding what is there: nothing is made of it. Null for none. */
export function possibleRange(text: string): SerialRange | null {
  const reading = readRange(text);
  return reading.type === 'serial' ? null : reading.range;
}

/** Is a text one serial, a range of serials, or could it be either? See the table above. */
export function readRange(text: string): RangeReading {
  if (text.length > MAX_RANGE_TEXT) return SERIAL;
  return plusReading(text) ?? hyphenReading(text);
}

const serialAt = ({ prefix, width }: SerialRange, number: bigint): string =>
  prefix + String(number).padStart(width, '0');

/** How many serials a range holds; beyond nine thousand million million only "too many" is right. */
export const rangeCount = ({ first, last }: SerialRange): number => Number(last - first + 1n);

export const rangeEnds = (range: SerialRange): { first: string; last: string } => ({
  first: serialAt(range, range.first),
  last: serialAt(range, range.last)
});

/** Is a serial one of a range: the same text before, as many digits behind it, and between its ends? */
export function rangeHolds(range: SerialRange, serial: string): boolean {
  const { prefix, width } = range;
  if (serial.length !== prefix.length + width || !serial.startsWith(prefix)) return false;
  const digits = serial.slice(prefix.length);
  if (!/^\d+$/.test(digits)) return false;
  const number = BigInt(digits);
  return number >= range.first && number <= range.last;
}

/** What every serial of a range begins with. */
export function rangeStem(range: SerialRange): string {
  const { first, last } = rangeEnds(range);
  let length = 0;
  while (length < first.length && first[length] === last[length]) length += 1;
  return first.slice(0, length);
}

/** The serials of a range in order, `limit` at most. */
export function expandRange(range: SerialRange, limit: number): string[] {
  const length = Math.min(rangeCount(range), limit);
  return Array.from({ length }, (_, at) => serialAt(range, range.first + BigInt(at)));
}

/** The serial after this one, as wide as it; null when it does not end in digits or they are all nines. */
export function nextSerial(serial: string): string | null {
  const range = rangeAfter(serial, '1');
  return range && rangeEnds(range).last;
}
