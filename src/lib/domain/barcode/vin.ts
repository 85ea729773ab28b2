import { isDigits } from './check-digits.ts';
import { emptyScan, refusedScan, type Scan } from './scan.ts';

// ISO 3779: no I, O, Q; the last four characters are digits in every maker's numbering.
const VIN = /^[A-HJ-NPR-Z0-9]{13}[0-9]{4}$/;
// The value of each character by its place (49 CFR 565.15, table III).
const CHARACTERS = '0123456789ABCDEFGHJKLMNPRSTUVWXYZ';
const VALUES = '0123456789' + '12345678' + '12345' + '7' + '9' + '23456789';
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

const valueOf = (character: string): number => Number(VALUES.charAt(CHARACTERS.indexOf(character)));

function checkCharacter(vin: string): string {
  const sum = Array.from(vin).reduce(
    (total, character, i) => total + valueOf(character) * (WEIGHTS[i] ?? 0),
    0
  );
  return sum % 11 === 10 ? 'X' : String(sum % 11);
}

/**
 * Recognises a vehicle identification number (ISO 3779). Its check digit is
 * binding in North America (first character 1 to 5), so that there a wrong one
 * is a fault; elsewhere makers fill the place as they like.
 * @returns null when the text is not shaped like one
 */
export function vinScan(text: string): Scan | null {
  if (text.length !== 17 || !VIN.test(text) || isDigits(text)) return null;
  const element = { id: 'VIN', value: text };
  const scan: Scan = { ...emptyScan('plain'), serial: text, elements: [element] };
  if (checkCharacter(text) === text.charAt(8)) return { ...scan, notes: [{ code: 'vin', value: text }] };
  if (!/^[1-5]/.test(text))
    return /^[S-Z]/.test(text) ? { ...scan, notes: [{ code: 'vin-unchecked' }] } : null;
  return /[0-9X]/.test(text.charAt(8)) ? refusedScan('plain', { code: 'vin-check-digit', ...element }) : null;
}
