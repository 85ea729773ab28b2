import { gs1CheckDigitValid, isDigits } from './check-digits.ts';
import { aiAt } from './gs1-ai-table.ts';
import { isBracketed } from './gs1-bracketed.ts';
import { readElementString } from './gs1-element-string.ts';
import { GS, restoreNamedSeparators } from './gs1-separators.ts';

/** Keys that begin an element string and cannot be so by chance: identifier, then where the check digit ends. */
const OPENING_KEYS: readonly [ai: string, from: number, to: number][] = [
  ['01', 2, 16],
  ['00', 2, 20],
  ['02', 2, 16],
  ['03', 2, 16],
  ['8006', 4, 18],
  ['8003', 5, 18],
  ['8017', 4, 22],
  ['8018', 4, 22],
  ['414', 3, 16]
];

/** What usually follows a GTIN; with it, a wrong check digit is a faulty GTIN rather than another kind of number. */
const AFTER_GTIN = new Set('10 11 13 15 16 17 21 22 30 37 240 241 250'.split(' '));

function opensWithKey(text: string): 'certain' | 'if-clean' | null {
  for (const [ai, from, to] of OPENING_KEYS) {
    if (text.startsWith(ai) && text.length >= to && gs1CheckDigitValid(text.slice(from, to))) {
      return ai === '01' || ai === '00' ? 'certain' : 'if-clean';
    }
  }
  return null;
}

function opensWithFaultyGtin(text: string): boolean {
  if (!text.startsWith('01') || !isDigits(text.slice(2, 16)) || text.length < 19) return false;
  const next = aiAt(text, 16);
  return next !== undefined && AFTER_GTIN.has(next.ai);
}

const isClean = (text: string, today: string): boolean =>
  readElementString(text, today).problems.length === 0;

/**
 * Whether a text that came without word on its symbology is GS1 data. A plain
 * serial may begin with any digits, so it takes a separator that makes sense, a
 * key with its check digit, or the bracketed form.
 */
export function looksLikeGs1(raw: string, today: string): boolean {
  if (isBracketed(raw)) return true;
  const { text } = restoreNamedSeparators(raw);
  if (text.startsWith(GS)) return text.length > 1;
  const opening = opensWithKey(text);
  if (opening === 'certain' || opensWithFaultyGtin(text)) return true;
  if (opening === 'if-clean') return isClean(text, today);
  return text.includes(GS) && aiAt(text, 0) !== undefined && isClean(text, today);
}
