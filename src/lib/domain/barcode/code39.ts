import { CODE39_ALPHABET } from './check-digits.ts';

/**
 * Takes off start and stop asterisks, which some readers transmit although
 * they are no data (ISO/IEC 16388 §4.3).
 * @returns null when there are none, or when what is between is no Code 39
 */
export function withoutAsterisks(text: string): string | null {
  const inner = text.slice(1, -1);
  if (inner === '' || !text.startsWith('*') || !text.endsWith('*')) return null;
  return Array.from(inner).every((character) => CODE39_ALPHABET.includes(character)) ? inner : null;
}

const letter = (code: number): string => String.fromCharCode(code);

/** Rows of the full ASCII table (ISO/IEC 16388 annex B): from, to, shift character, first letter. */
const SHIFTS: readonly [from: number, to: number, shift: string, first: string][] = [
  [0, 0, '%', 'U'],
  [1, 26, '$', 'A'],
  [27, 31, '%', 'A'],
  [33, 44, '/', 'A'],
  [47, 47, '/', 'O'],
  [58, 58, '/', 'Z'],
  [59, 63, '%', 'F'],
  [64, 64, '%', 'V'],
  [91, 95, '%', 'K'],
  [96, 96, '%', 'W'],
  [97, 122, '+', 'A'],
  [123, 127, '%', 'P']
];

function shiftPair(code: number): string {
  const row = SHIFTS.find(([from, to]) => code >= from && code <= to);
  return row ? row[2] + letter(row[3].charCodeAt(0) + code - row[0]) : letter(code);
}

/**
 * Undoes the full ASCII reading of Code 39, in which `+A` becomes `a`: a reader
 * that guesses at it spoils data that means the signs themselves, such as HIBC.
 * @returns null when a character has no place in the table
 */
export function undoFullAscii(text: string): string | null {
  const pairs = Array.from(text, (character) => shiftPair(character.charCodeAt(0))).join('');
  return Array.from(pairs).every((character) => CODE39_ALPHABET.includes(character)) ? pairs : null;
}
