import { gs1CheckDigitValid, isDigits } from './check-digits.ts';
import type { SymbologyHint } from './aim-identifier.ts';
import { expandUpcE, isRestrictedCirculation, normaliseGtin } from './gtin.ts';
import { addNote, emptyScan, refusedScan, type Scan, type ScanNote } from './scan.ts';

function gtinScan(gtin: string, notes: ScanNote[] = []): Scan {
  const scan: Scan = { ...emptyScan('ean'), gtin, elements: [{ id: '01', value: gtin }], notes };
  if (isRestrictedCirculation(gtin)) addNote(scan, { code: 'restricted-circulation', value: gtin });
  return scan;
}

function placeholderScan(digits: string): Scan {
  return { ...emptyScan('ean'), notes: [{ code: 'placeholder', value: digits }] };
}

const isZeros = (digits: string): boolean => /^0+$/.test(digits);

interface AddOn {
  main: string;
  addOn: string | null;
}

/** Splits off an add-on: after its own AIM identifier, a space or a plus, or as what follows 13 digits. */
function splitAddOn(text: string): AddOn {
  const match =
    /^(\d{8}|\d{12,13})(?:\]E[12]|[ +])(\d{2}|\d{5})$/.exec(text) ?? /^(\d{13})(\d{2}|\d{5})$/.exec(text);
  const [, main, addOn] = match ?? [];
  return main !== undefined && addOn !== undefined ? { main, addOn } : { main: text, addOn: null };
}

const LENGTHS = {
  retail: [13, 12, 8],
  ean13: [13, 12],
  ean8: [8],
  upca: [12, 13],
  upce: [8, 12, 13],
  'add-on': [2, 5]
} as const;

type EanKind = keyof typeof LENGTHS;

/** UPC-E as readers give it: 8 digits as printed, or expanded to UPC-A or EAN-13. */
function gtinOf(kind: EanKind, digits: string): string | null {
  if ((kind === 'upce' || kind === 'retail') && digits.length === 8) {
    const upcA = expandUpcE(digits);
    return upcA === null ? null : normaliseGtin(upcA);
  }
  return normaliseGtin(digits);
}

/**
 * Reads the content of a symbol of the EAN/UPC family (GS1 General
 * Specifications §5.2; ISO/IEC 15420). The symbol has a check digit, so a
 * content that does not fit is a fault and no GTIN is concluded.
 */
export function eanSymbolScan(text: string, kind: EanKind): Scan {
  const { main, addOn } = kind === 'add-on' ? { main: text, addOn: null } : splitAddOn(text);
  if (!isDigits(main))
    return refusedScan('ean', { code: main === '' ? 'empty' : 'invalid-character', value: main });
  const lengths: readonly number[] = LENGTHS[kind];
  if (!lengths.includes(main.length)) {
    return refusedScan('ean', {
      code: main.length > Math.max(...lengths) ? 'too-long' : 'too-short',
      value: main
    });
  }
  if (kind === 'add-on') return { ...emptyScan('ean'), notes: [{ code: 'add-on', value: main }] };
  if (isZeros(main)) return placeholderScan(main);
  const gtin = gtinOf(kind, main);
  if (gtin === null) return refusedScan('ean', { code: 'check-digit', value: main });
  return gtinScan(gtin, addOn === null ? [] : [{ code: 'add-on', value: addOn }]);
}

/**
 * Reads an ITF symbol of 14 digits as a GTIN (GS1 General Specifications §5.3).
 * ITF checks nothing of itself and is easily read in part, so a wrong check
 * digit is a fault, not another kind of number.
 * @returns null for other lengths, which are no GTIN
 */
export function itfScan(text: string): Scan | null {
  if (text.length !== 14 || !isDigits(text) || isZeros(text)) return null;
  return gs1CheckDigitValid(text) ? gtinScan(text) : refusedScan('ean', { code: 'check-digit', value: text });
}

/**
 * Takes a number that came without word on its symbology, or in a symbol that
 * may hold anything, for a GTIN when its length and check digit fit: an article
 * number taken for a serial does more harm than the reverse.
 * @returns null when it does not fit
 */
export function assumedGtinScan(text: string, hint: SymbologyHint): Scan | null {
  const gtin = normaliseGtin(text);
  if (gtin === null || isZeros(text)) return null;
  if (text.length === 8 && hint.named) return null;
  if (text.length === 8 && expandUpcE(text) !== null) {
    return { ...emptyScan('ean'), notes: [{ code: 'upc-e-possible', value: text }] };
  }
  return gtinScan(gtin, [{ code: 'gtin-assumed', value: text }]);
}
