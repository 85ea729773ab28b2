import { z } from 'zod';

export const serialAlphabets = ['digits', 'upper-alphanumeric', 'alphanumeric', 'any'] as const;

/**
 * What the serials of a product look like, set by a person or learned from those
 * that were received: it catches a GTIN or a part number scanned in place of a
 * serial, and picks the serial among the codes of a label.
 */
export const serialPatternSchema = z.strictObject({
  /** The lengths seen, ascending. */
  lengths: z.array(z.number().int().min(1).max(128)).min(1).max(3),
  /** What all of them begin with; may be empty. */
  prefix: z.string().max(128),
  alphabet: z.enum(serialAlphabets)
});

export type SerialPattern = z.infer<typeof serialPatternSchema>;
export type SerialAlphabet = (typeof serialAlphabets)[number];

/** Fewer serials than this teach nothing. */
export const PATTERN_MIN_SAMPLES = 5;

/** More different lengths than this are no pattern. */
const MAX_LENGTHS = 3;

const alphabets: readonly [SerialAlphabet, RegExp][] = [
  ['digits', /^[0-9]+$/],
  ['upper-alphanumeric', /^[0-9A-Z]+$/],
  ['alphanumeric', /^[0-9A-Za-z]+$/]
];

function alphabetOf(serials: readonly string[]): SerialAlphabet {
  const found = alphabets.find(([, pattern]) => serials.every((serial) => pattern.test(serial)));
  return found ? found[0] : 'any';
}

function commonPrefix(serials: readonly string[]): string {
  const [first = '', ...rest] = serials;
  let length = first.length;
  for (const serial of rest) {
    let same = 0;
    while (same < length && serial[same] === first[same]) same++;
    length = same;
  }
  // Digits that all begin alike are a counter that has not turned over yet, not a prefix.
  return first.slice(0, length).replace(/[0-9]+$/, '');
}

/**
 * Learns the pattern of a product from serials received for it.
 * @returns null while there are too few of them, or when they have nothing in common
 */
export function learnSerialPattern(serials: readonly string[]): SerialPattern | null {
  const distinct = [...new Set(serials)];
  if (distinct.length < PATTERN_MIN_SAMPLES) return null;
  const lengths = [...new Set(distinct.map((serial) => serial.length))].sort((a, b) => a - b);
  if (lengths.length > MAX_LENGTHS) return null;
  return { lengths, prefix: commonPrefix(distinct), alphabet: alphabetOf(distinct) };
}

/** Does a serial look like the others of its product? */
export function fitsSerialPattern(pattern: SerialPattern, serial: string): boolean {
  const shape = alphabets.find(([name]) => name === pattern.alphabet)?.[1];
  return (
    pattern.lengths.includes(serial.length) &&
    serial.startsWith(pattern.prefix) &&
    (shape === undefined || shape.test(serial))
  );
}
