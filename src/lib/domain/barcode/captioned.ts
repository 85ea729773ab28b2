import { SERIAL_MAX_LENGTH } from '../serial/serial-identity.ts';
import { assumedGtinScan, eanSymbolScan } from './ean.ts';
import type { Captioned } from './caption.ts';
import { captionedIdentityScan } from './imei.ts';
import { macScan } from './mac.ts';
import { plainScan } from './plain.ts';
import { addNote, emptyScan, refusedScan, setAgreedFieldsOrNote, setFields, type Scan } from './scan.ts';
import { textTraits } from './text-hygiene.ts';
import { vinScan } from './vin.ts';
import { UNKNOWN_SYMBOLOGY } from './aim-identifier.ts';
import { normaliseGtin } from './gtin.ts';

function gtinScan(value: string): Scan {
  const digits = value.replace(/[ -]/g, '');
  const scan = assumedGtinScan(digits, UNKNOWN_SYMBOLOGY);
  if (scan?.gtin !== undefined)
    return { ...scan, notes: scan.notes.filter(({ code }) => code !== 'gtin-assumed') };
  const gtin = normaliseGtin(digits);
  if (gtin !== null) return { ...emptyScan('ean'), gtin, elements: [{ id: '01', value: gtin }] };
  const fault = eanSymbolScan(digits, 'retail');
  return fault.problems.length > 0 ? fault : refusedScan('ean', { code: 'check-digit', value });
}

function quantityScan(value: string): Scan {
  const digits = /^\d{1,9}(?:\.\d{1,6})?/.exec(value)?.[0];
  if (digits === undefined) return refusedScan('plain', { code: 'quantity', value });
  return { ...emptyScan('plain'), quantity: Number(digits) };
}

function textScan(field: 'lot' | 'partNumber', value: string): Scan {
  if (value.length > SERIAL_MAX_LENGTH) return refusedScan('plain', { code: 'too-long' });
  if (textTraits(value).unprintable) return refusedScan('plain', { code: 'unprintable-character', value });
  return { ...emptyScan('plain'), [field]: value };
}

function valueScan({ kind, value }: Captioned): Scan {
  switch (kind) {
    case 'serial':
      return plainScan(value);
    case 'lot':
      return textScan('lot', value);
    case 'part':
      return textScan('partNumber', value);
    case 'quantity':
      return quantityScan(value);
    case 'gtin':
      return gtinScan(value);
    case 'imei':
      return captionedIdentityScan(value);
    case 'mac':
      return macScan(value) ?? refusedScan('mac', { code: 'structure', id: 'MAC', value });
    case 'vin':
      return vinScan(value) ?? plainScan(value);
    case 'other':
      return { ...emptyScan('plain'), notes: [{ code: 'not-a-serial', value }] };
  }
}

/** Reads one captioned value: what the caption says it is, it is, and what does not fit is a fault. */
export function captionedScan(captioned: Captioned): Scan {
  const scan = valueScan(captioned);
  if (captioned.caption !== '') addNote(scan, { code: 'caption-removed', value: captioned.caption });
  return scan;
}

/** The serial of a label with several captioned values: the one captioned so, or else the only identity there is. */
function serialOf(scans: readonly Scan[], parts: readonly Captioned[]): string | undefined {
  const serials = parts.flatMap(({ kind }, i) => (kind === 'serial' ? (scans[i]?.serial ?? []) : []));
  const identities = parts.flatMap(({ kind }, i) =>
    kind === 'imei' || kind === 'mac' ? (scans[i]?.serial ?? []) : []
  );
  const candidates = new Set(serials.length > 0 ? serials : identities);
  return candidates.size === 1 ? [...candidates][0] : undefined;
}

/** Reads a label that holds several captioned values in one symbol. */
export function captionedLabelScan(parts: readonly Captioned[]): Scan {
  const scans = parts.map(captionedScan);
  const label = emptyScan('plain');
  scans.forEach((scan, i) => {
    const { caption = '', value = '' } = parts[i] ?? {};
    if (caption !== '') label.elements.push({ id: caption, value });
    label.problems.push(...scan.problems);
    for (const note of scan.notes) addNote(label, note);
  });
  setAgreedFieldsOrNote(
    label,
    scans.map(({ gtin, lot, quantity, partNumber }) => ({ gtin, lot, quantity, partNumber }))
  );
  const serial = serialOf(scans, parts);
  const serials = parts.filter(({ kind }) => kind === 'serial').length;
  if (serial === undefined && serials > 1) addNote(label, { code: 'several-serials' });
  setFields(label, { serial });
  return label;
}
