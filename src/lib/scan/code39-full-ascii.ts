/**
 * Code 39 writes what it lacks as pairs: `+A` for a, `/A` for !, `$A` for
 * Ctrl+A, `%A` for ESC (ISO/IEC 16388 annex A). Nothing in the symbol says
 * whether it does, and HIBC labels begin with `+A`, part numbers hold `/B`: read
 * as pairs they would be wrong. So pairs are taken for pairs only when they
 * spell several small letters, which nobody writes with plus signs otherwise.
 */

const PAIR = /[$%/+]([A-Z])/g;
const SMALL_LETTERS = /\+[A-Z]/g;
const SMALL_LETTERS_AT_LEAST = 2;

/** `%A` to `%Z`, ISO/IEC 16388 table A.1. */
const PERCENT = '\u001b\u001c\u001d\u001e\u001f;<=>?[\\]^_{|}~\u007f\u0000@`\u007f\u007f\u007f';

/** @returns the full text; null when the symbol is to be taken as it stands */
export function fullAsciiOf(text: string): string | null {
  if ((text.match(SMALL_LETTERS)?.length ?? 0) < SMALL_LETTERS_AT_LEAST) return null;
  // A shift that no letter follows: these are no pairs.
  if (/[$%/+]/.test(text.replace(PAIR, ''))) return null;
  return text.replace(PAIR, (pair, letter: string) => ofPair(pair.charAt(0), letter));
}

function ofPair(shift: string, letter: string): string {
  const place = letter.charCodeAt(0) - 'A'.charCodeAt(0);
  if (shift === '+') return letter.toLowerCase();
  if (shift === '%') return PERCENT.charAt(place);
  if (shift === '$') return String.fromCharCode(place + 1);
  return letter === 'Z' ? ':' : String.fromCharCode('!'.charCodeAt(0) + place);
}
