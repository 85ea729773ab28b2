/** The symbologies that are read, under the names used in the app. */
export const SYMBOLOGIES = [
  'code128',
  'code39',
  'code93',
  'codabar',
  'itf',
  'ean13',
  'ean8',
  'upca',
  'upce',
  'databar',
  'databar-limited',
  'databar-expanded',
  'datamatrix',
  'qrcode',
  'microqrcode',
  'rmqrcode',
  'aztec',
  'pdf417'
] as const;

export type Symbology = (typeof SYMBOLOGIES)[number];

/**
 * What a warehouse label holds. Codabar is left to those who ask for it: it has
 * no check digit, is all but gone from labels, and is the easiest to misread.
 */
export const LABEL_SYMBOLOGIES: readonly Symbology[] = SYMBOLOGIES.filter((name) => name !== 'codabar');

const MATRIX = new Set<Symbology>(['datamatrix', 'qrcode', 'microqrcode', 'rmqrcode', 'aztec', 'pdf417']);

/** Read along a line, hence helped by turning the picture; the others are found at any angle. */
export const isLinear = (symbology: Symbology): boolean => !MATRIX.has(symbology);

/**
 * What in the symbol itself proves a reading right.
 * - `strong`: a check character of at least 1 in 47, or error correction
 * - `digit`: one check digit: a wrong reading passes once in ten
 * - `none`: nothing mandatory (Code 39, ITF and Codabar: ISO/IEC 16388, 16390, EN 798)
 */
export type CheckStrength = 'strong' | 'digit' | 'none';

const CHECKED_BY: Partial<Record<Symbology, CheckStrength>> = {
  code39: 'none',
  itf: 'none',
  codabar: 'none',
  ean13: 'digit',
  ean8: 'digit',
  upca: 'digit',
  upce: 'digit'
};

export const checkStrength = (symbology: Symbology): CheckStrength => CHECKED_BY[symbology] ?? 'strong';

const squeezed = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** The symbologies of these names, spelt as anyone may: `EAN-13`, `DataMatrix`; unknown names are left out. */
export function namedSymbologies(names: readonly string[]): Symbology[] {
  const wanted = new Set(names.map(squeezed));
  return SYMBOLOGIES.filter((symbology) => wanted.has(squeezed(symbology)));
}
