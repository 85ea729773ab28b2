/** What a symbology says about the data in it. */
export interface SymbologyHint {
  /** `yes`: the symbol holds GS1 element strings; `no`: it does not; `unknown`: it may. */
  gs1: 'yes' | 'no' | 'unknown';
  /** The reader named a symbology, so that a number of another family is not one of EAN/UPC. */
  named: boolean;
  /** A symbol of the EAN/UPC family (`retail`: any but EAN-8), or an ITF: its content is a number with a check digit. */
  retail?: 'retail' | 'ean13' | 'ean8' | 'upca' | 'upce' | 'itf' | 'add-on';
  /** Start and stop asterisks belong to the symbology. */
  code39?: boolean;
}

/** Nothing is known of the symbol. */
export const UNKNOWN_SYMBOLOGY: SymbologyHint = { gs1: 'unknown', named: false };

const ANY_CONTENT: SymbologyHint = { gs1: 'unknown', named: true };
const GS1: SymbologyHint = { gs1: 'yes', named: true };
const NOT_GS1: SymbologyHint = { gs1: 'no', named: true };
const CODE39: SymbologyHint = { ...NOT_GS1, code39: true };

const retail = (kind: NonNullable<SymbologyHint['retail']>): SymbologyHint => ({ ...NOT_GS1, retail: kind });

// ISO/IEC 15424. Modifiers that mean FNC1 in first position, by code letter; others of these letters rule GS1 out.
const GS1_MODIFIERS: Record<string, string> = { C: '1', d: '25', Q: '34', J: '14', e: '0123456' };

// Aztec (z) and Han Xin (h) mark FNC1 with these; GS1 has not approved them, so nothing is concluded.
const GS1_UNAPPROVED: Record<string, string> = { z: '1469', h: '23' };

const EAN_MODIFIERS: Record<string, SymbologyHint> = {
  '0': retail('retail'),
  '1': retail('add-on'),
  '2': retail('add-on'),
  '3': retail('retail'),
  '4': retail('ean8')
};

/** An AIM symbology identifier taken off the front of the data. */
export interface AimReading {
  hint: SymbologyHint;
  rest: string;
}

function hintOf(letter: string, modifier: string): SymbologyHint {
  if (letter === 'E') return EAN_MODIFIERS[modifier] ?? NOT_GS1;
  if (letter === 'A') return CODE39;
  if (letter === 'I') return retail('itf');
  if (GS1_UNAPPROVED[letter]?.includes(modifier)) return ANY_CONTENT;
  return GS1_MODIFIERS[letter]?.includes(modifier) ? GS1 : NOT_GS1;
}

/**
 * Understands a leading symbology identifier, `]` + letter + modifier
 * (ISO/IEC 15424). Those with FNC1 in first position mean GS1 (GS1 General
 * Specifications figure 5.10-1); all others rule it out and are believed.
 * @returns null when the text does not begin with one
 */
export function readAimIdentifier(text: string): AimReading | null {
  const match = /^\]([A-Za-z])([0-9A-Fa-f])/.exec(text);
  if (!match) return null;
  const [whole, letter = '', modifier = ''] = match;
  return { hint: hintOf(letter, modifier), rest: text.slice(whole.length) };
}

const NAMES: Record<string, SymbologyHint> = {
  ...named(retail('ean13'), 'ean13 isbn issn'),
  ...named(retail('retail'), 'eanupc'),
  ...named(retail('add-on'), 'ean2 ean5'),
  ...named(retail('ean8'), 'ean8'),
  ...named(retail('upca'), 'upca'),
  ...named(retail('upce'), 'upce'),
  ...named(retail('itf'), 'itf itf14 interleaved2of5'),
  ...named(CODE39, 'code39 code39std code39ext code39extended code32 pzn'),
  ...named(NOT_GS1, 'code93 codabar pdf417 compactpdf417 micropdf417 maxicode microqrcode'),
  ...named(GS1, 'gs1128 ean128 ucc128 gs1datamatrix gs1qr gs1qrcode gs1dotcode')
};

function named(hint: SymbologyHint, names: string): Record<string, SymbologyHint> {
  return Object.fromEntries(names.split(' ').map((name) => [name, hint]));
}

/**
 * Understands the name of a symbology. Case, spaces, dashes, underscores and
 * dots do not count: `EAN-13`, `ean_13` and `EAN13` are one.
 *
 * - EAN13, EAN8, UPCA, UPCE, EANUPC, ITF(14): the content is a number with a check digit.
 * - Code39 (Std, Ext, Code32, PZN), Code93, Codabar, PDF417, MaxiCode, MicroQRCode: never GS1.
 * - GS1-128, EAN128, GS1-DataMatrix, GS1-QR, GS1-DotCode, every DataBar: always GS1.
 * - Code128, DataMatrix, QRCode, rMQR, DotCode, Aztec and unknown names: may be GS1.
 * - An AIM identifier (`]C1`) is understood as well.
 */
export function readSymbology(name: string | undefined): SymbologyHint {
  if (name === undefined) return UNKNOWN_SYMBOLOGY;
  const aim = readAimIdentifier(name);
  if (aim) return aim.hint;
  const key = name
    .slice(0, 40)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
  if (/^(?:gs1)?databar|^rss/.test(key)) return GS1;
  return (Object.hasOwn(NAMES, key) ? NAMES[key] : undefined) ?? ANY_CONTENT;
}
