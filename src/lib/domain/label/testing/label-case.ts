import { parseScan } from '../../barcode/parse-scan.ts';
import type { SerialPattern } from '../../serial/serial-pattern.ts';
import { assembleLabel, type LabelAssembly } from '../assemble-label.ts';

import type { LabelChoice, LabelCode, LabelKnowledge } from '../label-code.ts';

export const GTIN = '09501234567891';
/** The same laptop by an older number. */
export const REPLACED = '09501234567907';
export const OTHER = '03401234567890';
/** A valid GTIN of no known product. */
export const STRANGER = '04006381333931';
export const SSCC = '376000100000000010';

export const laptopPattern: SerialPattern = {
  source: 'learned',
  lengths: [10],
  prefix: '5CG',
  alphabet: 'upper-alphanumeric'
};

const names: Record<string, string> = {
  [GTIN]: 'laptop',
  [REPLACED]: 'laptop',
  'LAPTOP-15': 'laptop',
  '5412345': 'laptop',
  [OTHER]: 'phone',
  '00000096385074': 'battery'
};

/** A warehouse that knows a laptop, a phone and two shelves. */
export const knowing = (
  known: { pattern?: SerialPattern; exactCase?: boolean; choices?: LabelChoice[] } = {}
): LabelKnowledge => ({
  productOf: (name) => names[name] ?? null,
  locationOf: (text) => (['LOC-A-01', 'LOC-A-02'].includes(text) ? text.toLowerCase() : null),
  serialsOf: () => ({ pattern: known.pattern ?? null, exactCase: known.exactCase ?? false }),
  choices: known.choices ?? []
});

/** Codes as a reader gives them: texts, or texts with the symbology it names. */
type ReadCode = string | { text: string; symbology: string };

const codeOf = (read: ReadCode): LabelCode => {
  if (typeof read === 'string') return { text: read, symbology: '', scan: parseScan(read) };
  return { ...read, scan: parseScan(read.text, { symbology: read.symbology }) };
};

export const assemble = (codes: readonly ReadCode[], knowledge = knowing()): LabelAssembly =>
  assembleLabel(codes.map(codeOf), knowledge);

/** The serial it settled on, the ones it asks about, or the ones it ticks. */
export function serialsOf(assembly: LabelAssembly): unknown {
  switch (assembly.kind) {
    case 'one':
      return assembly.scan.serial ?? 'none';
    case 'ask':
      return { ask: assembly.offered.map(({ serial }) => serial) };
    case 'many':
      return { ticked: assembly.offered.filter(({ ticked }) => ticked).map(({ serial }) => serial) };
    default:
      return assembly.kind;
  }
}

export const gs1 = (gtin: string, serial: string): string => `]d201${gtin}21${serial}`;
