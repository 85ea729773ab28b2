import { gs1CheckDigitValid, gtinCheckDigit, isDigits } from './check-digits.ts';

const GTIN_LENGTHS = [8, 12, 13, 14];

/**
 * Brings a GTIN-8, -12, -13 or -14 to its one form of 14 digits, so that the
 * same item is the same key (GS1 General Specifications §3.3.2).
 * @returns null when the text is no GTIN: other length, other characters, wrong check digit
 */
export function normaliseGtin(text: string): string | null {
  if (!GTIN_LENGTHS.includes(text.length) || !gs1CheckDigitValid(text)) return null;
  return text.padStart(14, '0');
}

/**
 * Expands the zero-suppressed form of UPC-E to UPC-A (ISO/IEC 15420 §4.2.3).
 * @param upcE 8 digits: number system 0 or 1, six digits, check digit
 * @returns 12 digits, or null when it is no UPC-E or its check digit is wrong
 */
export function expandUpcE(upcE: string): string | null {
  if (upcE.length !== 8 || !isDigits(upcE) || upcE.charCodeAt(0) > 49) return null;
  const system = upcE.charAt(0);
  const six = upcE.slice(1, 7);
  const body = system + expandSixDigits(six);
  return gtinCheckDigit(body) === upcE.charAt(7) ? body + upcE.charAt(7) : null;
}

function expandSixDigits(six: string): string {
  const last = six.charAt(5);
  if (last <= '2') return six.slice(0, 2) + last + '0000' + six.slice(2, 5);
  if (last === '3') return six.slice(0, 3) + '00000' + six.slice(3, 5);
  if (last === '4') return six.slice(0, 4) + '00000' + six.slice(4, 5);
  return six.slice(0, 5) + '0000' + last;
}

/**
 * Whether a GTIN only has a meaning inside one company or region: GS1 prefixes
 * 02, 04 and 20–29 (GS1 General Specifications §2.1.11) and GTIN-8 of 0 and 2.
 * @param gtin 14 digits
 */
export function isRestrictedCirculation(gtin: string): boolean {
  if (gtin.startsWith('000000')) return gtin.charAt(6) === '0' || gtin.charAt(6) === '2';
  const prefix = gtin.slice(1, 3);
  return prefix === '02' || prefix === '04' || prefix.startsWith('2');
}
