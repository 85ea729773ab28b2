import { SERIAL_MAX_LENGTH } from '../serial/serial-identity.ts';
import { gs1CheckDigitValid, isDigits } from './check-digits.ts';
import { possibleDataIdentifier } from './bare-data-identifier.ts';
import { couldBeImei } from './imei.ts';
import { isFiller, isPlaceholder } from './placeholder.ts';
import { addNote, emptyScan, refusedScan, type Scan } from './scan.ts';
import { textTraits } from './text-hygiene.ts';

function noteNumber(scan: Scan, text: string): void {
  if (!isDigits(text) || ![8, 12, 13, 14].includes(text.length)) return;
  addNote(scan, { code: gs1CheckDigitValid(text) ? 'gtin-shaped' : 'gtin-check-digit', value: text });
  if (couldBeImei(text)) addNote(scan, { code: 'imei-possible', value: text });
}

function noteText(scan: Scan, text: string): void {
  const { nonAscii, lookAlike } = textTraits(text);
  if (nonAscii) addNote(scan, { code: 'non-ascii', value: text });
  if (lookAlike) addNote(scan, { code: 'look-alike', value: text });
  if (text.includes(' ')) addNote(scan, { code: 'inner-space', value: text });
  if (isFiller(text)) addNote(scan, { code: 'placeholder', value: text });
}

/**
 * Takes a text for a serial as it stands: inner spaces, case, leading zeros and
 * punctuation kept. What cannot be seen, or is too long to be stored, is refused.
 */
export function plainScan(text: string): Scan {
  if (text === '') return refusedScan('plain', { code: 'empty' });
  if (text.length > SERIAL_MAX_LENGTH) return refusedScan('plain', { code: 'too-long' });
  if (textTraits(text).unprintable)
    return refusedScan('plain', { code: 'unprintable-character', value: text });
  if (isPlaceholder(text)) return { ...emptyScan('plain'), notes: [{ code: 'placeholder', value: text }] };
  const scan: Scan = { ...emptyScan('plain'), serial: text };
  noteText(scan, text);
  noteNumber(scan, text);
  const possible = possibleDataIdentifier(text);
  if (possible) addNote(scan, { code: 'data-identifier-possible', ...possible });
  return scan;
}
