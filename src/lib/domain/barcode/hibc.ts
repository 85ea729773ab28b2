import { mod43CheckCharacter } from './check-digits.ts';
import { withoutAsterisks } from './code39.ts';
import { readSecondary, readSupplement, type HibcFields } from './hibc-secondary.ts';
import { addNote, emptyScan, refusedScan, setAgreedFields, type Scan, type ScanFields } from './scan.ts';

/*
 *  +A99912345/$$52001510X/S77DE1G45/16D20200202K         ANSI/HIBC 2.6 supplier labelling
 *   LIC pcn u  secondary   supplements        check character over all before it
 *
 *  A secondary symbol of its own, +$$52001510XLC, ends in the check character of
 *  its primary (link) and its own.
 */

// Code 39 characters only; an identification code of the labeller begins with a letter.
const PRIMARY = /^\+[A-Z][A-Z0-9]{3}[A-Z0-9]{1,18}[0-9][0-9A-Z\-. $/+%]$/;
const CONCATENATED = /^\+[A-Z][A-Z0-9]{3}[A-Z0-9]{1,18}[0-9]\/[0-9A-Z\-. $/+%]+$/;
const SECONDARY = /^\+(?:\$|\d{5})[0-9A-Z\-. $/+%]*$/;
// What is meant as HIBC but follows no structure of it: never a serial.
const MEANT = /^\+(?:[A-Z][A-Z0-9]{3}[0-9A-Z\-. +%]*[$/]|\$)[0-9A-Z\-. $/+%]*$/;
const PROVIDER = /^\+\/[A-Z0-9][0-9A-Z\-. $/+%]+$/;

const checkFits = (text: string): boolean => mod43CheckCharacter(text.slice(0, -1)) === text.slice(-1);

/** A secondary that begins with a date is only told from any number after a plus by its check character. */
function isSecondary(text: string): boolean {
  return SECONDARY.test(text) && text.length > 3 && (text.startsWith('+$') || checkFits(text));
}

/** How a field is named among the elements. */
const ELEMENTS: Partial<Record<keyof ScanFields, string>> = {
  serial: 'SN',
  lot: 'LOT',
  expiry: 'EXP',
  quantity: 'QTY'
};

/** Takes in what the parts of a label say; two that contradict each other are both left out. */
function apply(scan: Scan, parts: readonly HibcFields[]): void {
  for (const { elements, problems } of parts) {
    scan.elements.push(...elements);
    scan.problems.push(...problems);
  }
  for (const field of setAgreedFields(scan, parts)) {
    scan.problems.push({ code: 'repeated-identifier', id: ELEMENTS[field] ?? field });
  }
}

function readPrimary(scan: Scan, primary: string): void {
  const partNumber = primary.slice(5, -1);
  scan.elements.push(
    { id: 'LIC', value: primary.slice(1, 5) },
    { id: 'PCN', value: partNumber },
    { id: 'UM', value: primary.slice(-1) }
  );
  scan.partNumber = partNumber;
}

function readParts(scan: Scan, text: string, today: string): void {
  const [primary = '', ...rest] = text.slice(0, -1).split('/');
  readPrimary(scan, primary);
  const parts = rest.map((part, i) => {
    const isSecondaryPart = i === 0 || part.startsWith('$');
    return (isSecondaryPart ? readSecondary(part, today) : null) ?? readSupplement(part);
  });
  apply(scan, parts);
}

function readSecondaryOnly(scan: Scan, text: string, today: string): void {
  const [secondary = '', ...rest] = text.slice(1, -2).split('/');
  addNote(scan, { code: 'hibc-secondary-only', value: text.charAt(text.length - 2) });
  const fields = readSecondary(secondary, today);
  if (!fields) scan.problems.push({ code: 'structure', value: secondary });
  apply(scan, [...(fields ? [fields] : []), ...rest.map(readSupplement)]);
}

function read(scan: Scan, text: string, today: string): void {
  if (isSecondary(text)) readSecondaryOnly(scan, text, today);
  else if (PROVIDER.test(text)) addNote(scan, { code: 'hibc-provider', value: text.slice(2, -1) });
  else readParts(scan, text, today);
}

/** Where the secondary symbol begins, when a reader sends both symbols of a label as one; -1 when not so. */
function secondaryStart(text: string): number {
  for (let at = text.indexOf('+', 7); at > 0; at = text.indexOf('+', at + 1)) {
    const [primary, secondary] = [text.slice(0, at), text.slice(at)];
    const linked = secondary.charAt(secondary.length - 2) === primary.slice(-1);
    if (
      linked &&
      PRIMARY.test(primary) &&
      checkFits(primary) &&
      isSecondary(secondary) &&
      checkFits(secondary)
    )
      return at;
  }
  return -1;
}

function bothSymbolsScan(text: string, today: string): Scan | null {
  const at = secondaryStart(text);
  if (at < 0) return null;
  const scan = emptyScan('hibc');
  readPrimary(scan, text.slice(0, at - 1));
  readSecondaryOnly(scan, text.slice(at), today);
  return { ...scan, notes: scan.notes.filter(({ code }) => code !== 'hibc-secondary-only') };
}

/**
 * Reads a HIBC label: primary, secondary or both. A wrong check character leaves
 * nothing of it: where it is wrong cannot be known.
 * @returns null when the text is not shaped like one
 */
export function hibcScan(raw: string, today: string): Scan | null {
  if (raw.length > 200) return null;
  const text = withoutAsterisks(raw) ?? raw;
  const both = bothSymbolsScan(text, today);
  if (both) return both;
  const shaped = PRIMARY.test(text) || CONCATENATED.test(text) || isSecondary(text);
  const provider = PROVIDER.test(text) && checkFits(text);
  if (!shaped && !provider)
    return MEANT.test(text) ? refusedScan('hibc', { code: 'structure', value: text }) : null;
  const scan = emptyScan('hibc');
  if (text !== raw) addNote(scan, { code: 'code39-asterisks' });
  if (!checkFits(text)) {
    scan.problems.push({ code: 'check-digit', value: text });
    return scan;
  }
  read(scan, text, today);
  return scan;
}
