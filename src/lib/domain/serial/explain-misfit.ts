import { normaliseGtin } from '../barcode/gtin.ts';
import { confusableKey } from './near-serials.ts';
import { serialKey } from './serial-identity.ts';
import {
  fitsSerialPattern,
  inAlphabet,
  type SerialAlphabet,
  type SerialPattern,
  type SerialRule
} from './serial-pattern.ts';

/** One reason why a serial does not look like the others of its product; the codes are stable. */
export type Misfit =
  /** It is a valid GTIN: the product's barcode was scanned instead of its serial. */
  | { code: 'looks-like-gtin'; gtin: string }
  | { code: 'wrong-length'; length: number; expected: number[] }
  | { code: 'wrong-prefix'; expected: string }
  /** `characters`: those that the product's serials do not have, each once. */
  | { code: 'wrong-alphabet'; expected: SerialAlphabet; characters: string[] }
  /** With look-alike characters exchanged it would fit. */
  | { code: 'confusable'; proposal: string };

/** The serial as it would be if letters and digits had been taken for one another; null when that does not help. */
function proposalFor(pattern: SerialPattern, serial: string, rule: SerialRule): string | null {
  const { prefix, alphabet } = pattern;
  const head = serial.slice(0, prefix.length);
  const tail = serial.slice(prefix.length);
  if (confusableKey(head) !== confusableKey(prefix)) return null;
  const ownHead = serialKey(head, rule) === serialKey(prefix, rule) ? head : prefix;
  const proposal = ownHead + (alphabet === 'digits' ? confusableKey(tail) : tail);
  return fitsSerialPattern(pattern, proposal, rule) ? proposal : null;
}

function strangeCharacters(pattern: SerialPattern, serial: string, rule: SerialRule): string[] {
  const tail = serialKey(serial, rule).slice(pattern.prefix.length);
  return [...new Set(tail)].filter((character) => !inAlphabet(pattern.alphabet, character));
}

/**
 * Why a serial does not fit the pattern of its product, and what was probably
 * meant. Empty when and only when it fits.
 *
 * @param serial normalised
 */
export function explainMisfit(pattern: SerialPattern, serial: string, rule: SerialRule = {}): Misfit[] {
  if (fitsSerialPattern(pattern, serial, rule)) return [];
  const { lengths, prefix, alphabet } = pattern;
  const misfits: Misfit[] = [];
  const gtin = normaliseGtin(serial);
  if (gtin !== null) misfits.push({ code: 'looks-like-gtin', gtin });
  if (lengths.length > 0 && !lengths.includes(serial.length)) {
    misfits.push({ code: 'wrong-length', length: serial.length, expected: lengths });
  }
  if (!serialKey(serial, rule).startsWith(serialKey(prefix, rule))) {
    misfits.push({ code: 'wrong-prefix', expected: prefix });
  }
  const characters = strangeCharacters(pattern, serial, rule);
  if (characters.length > 0) misfits.push({ code: 'wrong-alphabet', expected: alphabet, characters });
  const proposal = proposalFor(pattern, serial, rule);
  if (proposal !== null) misfits.push({ code: 'confusable', proposal });
  return misfits;
}
