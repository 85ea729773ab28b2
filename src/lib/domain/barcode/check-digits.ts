const ZERO = 48;

/** Whether a text is ASCII digits only (and not empty). */
export function isDigits(text: string): boolean {
  if (text === '') return false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < ZERO || code > ZERO + 9) return false;
  }
  return true;
}

/**
 * The check digit of a GS1 key, from the digits before it: weights 3, 1, 3 …
 * from the right (GS1 General Specifications §7.9.1; GTIN, SSCC, GLN, GSRN …).
 * @param body digits without the check digit
 */
export function gtinCheckDigit(body: string): string {
  let sum = 0;
  for (let i = 0; i < body.length; i++) {
    const fromRight = body.length - 1 - i;
    sum += (body.charCodeAt(i) - ZERO) * (fromRight % 2 === 0 ? 3 : 1);
  }
  return String((10 - (sum % 10)) % 10);
}

/** Whether the last digit is the GS1 check digit of the digits before it. */
export function gs1CheckDigitValid(digits: string): boolean {
  return digits.length > 1 && isDigits(digits) && gtinCheckDigit(digits.slice(0, -1)) === digits.slice(-1);
}

/** Whether digits end in their Luhn check digit (ISO/IEC 7812-1 annex B; IMEI: 3GPP TS 23.003 annex B). */
export function luhnValid(digits: string): boolean {
  if (digits.length < 2 || !isDigits(digits)) return false;
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const fromRight = digits.length - 1 - i;
    const digit = digits.charCodeAt(i) - ZERO;
    const weighed = fromRight % 2 === 1 ? digit * 2 : digit;
    sum += weighed > 9 ? weighed - 9 : weighed;
  }
  return sum % 10 === 0;
}

/** The alphabet of Code 39 in the order of its check character (ISO/IEC 16388 annex A). */
export const CODE39_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%';

/**
 * The modulo 43 check character of Code 39 and HIBC (ANSI/HIBC 2.6 §4.1).
 * @returns null when a character is outside the Code 39 alphabet
 */
export function mod43CheckCharacter(body: string): string | null {
  let sum = 0;
  for (const character of body) {
    const value = CODE39_ALPHABET.indexOf(character);
    if (value < 0) return null;
    sum += value;
  }
  return CODE39_ALPHABET[sum % 43] ?? null;
}

const PAIR_VALUES = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
const PAIR_ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const PAIR_WEIGHTS = [
  2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83
] as const;

/**
 * The check character pair of GMN and MUDI (GS1 General Specifications §7.9.5):
 * prime weights from the right, modulo 1021, five bits a character.
 * @param body up to 23 characters of set 82, without the pair; null for others
 */
export function gs1CheckPair(body: string): string | null {
  if (body.length > PAIR_WEIGHTS.length) return null;
  let sum = 0;
  for (let i = 0; i < body.length; i++) {
    const value = PAIR_VALUES.indexOf(body.charAt(i));
    if (value < 0) return null;
    sum += value * (PAIR_WEIGHTS[body.length - 1 - i] ?? 0);
  }
  sum %= 1021;
  return PAIR_ALPHABET.charAt(sum >> 5) + PAIR_ALPHABET.charAt(sum & 31);
}

/** Whether an IBAN's digits give 1 modulo 97 (ISO 13616-1). */
export function ibanValid(iban: string): boolean {
  if (iban.length < 5) return false;
  let remainder = 0;
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    const value = CODE39_ALPHABET.indexOf(character);
    if (value < 0 || value > 35) return false;
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}
