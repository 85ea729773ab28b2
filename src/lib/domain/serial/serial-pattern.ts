import { z } from 'zod';
import { SERIAL_MAX_LENGTH, serialKey } from './serial-identity.ts';

/** From the narrowest to the widest: each holds those before it. */
export const serialAlphabets = ['digits', 'upper-alphanumeric', 'alphanumeric', 'any'] as const;

/** What the serials learned from may differ in: more lengths are no pattern. */
const MAX_LEARNED_LENGTHS = 3;

/**
 * What the serials of a product look like, set by a person or learned from those
 * that were received: it catches a GTIN or a part number scanned in place of a
 * serial, and picks the serial among the codes of a label.
 */
export const serialPatternSchema = z.strictObject({
  /** A learned pattern may be learned anew; one that a person set stays. */
  source: z.enum(['set', 'learned']),
  /** The lengths that fit, ascending, prefix included; none given: any length does. */
  lengths: z.array(z.number().int().min(1).max(SERIAL_MAX_LENGTH)).max(10),
  /** What all of them begin with; may be empty. */
  prefix: z.string().max(SERIAL_MAX_LENGTH),
  /** What follows the prefix is written in. */
  alphabet: z.enum(serialAlphabets)
});

export type SerialPattern = z.infer<typeof serialPatternSchema>;
export type SerialAlphabet = (typeof serialAlphabets)[number];

/** Fewer serials than this teach nothing. */
export const PATTERN_MIN_SAMPLES = 5;

/** Whether the case of letters counts, as the product says. */
export interface SerialRule {
  exactCase?: boolean;
}

const shapes: Record<SerialAlphabet, RegExp> = {
  digits: /^[0-9]*$/,
  'upper-alphanumeric': /^[0-9A-Z]*$/,
  alphanumeric: /^[0-9A-Za-z]*$/,
  any: /^/
};

const alphabetOf = (text: string): SerialAlphabet =>
  serialAlphabets.find((alphabet) => shapes[alphabet].test(text)) ?? 'any';

const wider = (a: SerialAlphabet, b: SerialAlphabet): SerialAlphabet =>
  serialAlphabets.indexOf(a) > serialAlphabets.indexOf(b) ? a : b;

/** Is every character of what follows the prefix in the alphabet? */
export const inAlphabet = (alphabet: SerialAlphabet, text: string): boolean => shapes[alphabet].test(text);

/**
 * What some serials have in common, so far. It depends only on the set of them,
 * so it may be kept and added to in any order.
 */
export interface PatternEvidence {
  count: number;
  /** Ascending; null once there are too many to be a pattern. */
  lengths: number[] | null;
  /** Everything they begin with, digits included. */
  prefix: string;
  /** Of what follows that prefix. */
  alphabet: SerialAlphabet;
}

export const noPatternEvidence: PatternEvidence = { count: 0, lengths: [], prefix: '', alphabet: 'digits' };

function commonPrefix(a: string, b: string): string {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  const prefix = a.slice(0, at);
  // Half of a surrogate pair is no text.
  return prefix.isWellFormed() ? prefix : prefix.slice(0, -1);
}

function joinLengths(a: PatternEvidence['lengths'], b: PatternEvidence['lengths']): number[] | null {
  if (!a || !b) return null;
  const lengths = [...new Set([...a, ...b])].sort((one, other) => one - other);
  return lengths.length > MAX_LEARNED_LENGTHS ? null : lengths;
}

/** What two sets of serials, with none in both, have in common. */
export function joinPatternEvidence(a: PatternEvidence, b: PatternEvidence): PatternEvidence {
  if (a.count === 0) return b;
  if (b.count === 0) return a;
  const prefix = commonPrefix(a.prefix, b.prefix);
  const tails = [a, b].map((one) => wider(one.alphabet, alphabetOf(one.prefix.slice(prefix.length))));
  return {
    count: a.count + b.count,
    lengths: joinLengths(a.lengths, b.lengths),
    prefix,
    alphabet: tails.reduce(wider)
  };
}

/** Adds one serial, normalised, that was not among them. */
export function addPatternSample(
  evidence: PatternEvidence,
  serial: string,
  rule: SerialRule = {}
): PatternEvidence {
  const key = serialKey(serial, rule);
  return joinPatternEvidence(evidence, { count: 1, lengths: [key.length], prefix: key, alphabet: 'digits' });
}

/**
 * The pattern that the evidence shows.
 * @returns null while there are too few serials, or when they have nothing in common
 */
export function patternFromEvidence(evidence: PatternEvidence): SerialPattern | null {
  const { count, lengths } = evidence;
  if (count < PATTERN_MIN_SAMPLES || !lengths) return null;
  // Digits that all begin alike are a counter that has not turned over yet, not a prefix.
  const prefix = evidence.prefix.replace(/[0-9]+$/, '');
  return { source: 'learned', lengths, prefix, alphabet: evidence.alphabet };
}

/**
 * Learns the pattern of a product from serials received for it, in any order.
 * @returns null while there are too few of them, or when they have nothing in common
 */
export function learnSerialPattern(serials: Iterable<string>, rule: SerialRule = {}): SerialPattern | null {
  const keys = new Set([...serials].map((serial) => serialKey(serial, rule)));
  let evidence = noPatternEvidence;
  for (const key of keys) evidence = addPatternSample(evidence, key, rule);
  return patternFromEvidence(evidence);
}

/** Does a serial look like the others of its product? */
export function fitsSerialPattern(pattern: SerialPattern, serial: string, rule: SerialRule = {}): boolean {
  const key = serialKey(serial, rule);
  const prefix = serialKey(pattern.prefix, rule);
  return (
    (pattern.lengths.length === 0 || pattern.lengths.includes(key.length)) &&
    key.startsWith(prefix) &&
    inAlphabet(pattern.alphabet, key.slice(prefix.length))
  );
}
