import { addDataField, concludeFromDataIdentifiers, splitDataIdentifier } from './data-identifier.ts';
import { dateFromYyyymmdd } from './gs1-date.ts';
import { addNote, emptyScan, type Scan, type ScanElement } from './scan.ts';

/*
 * One identifier and its value in a symbol of its own, as on many carton labels.
 * Nothing tells `S1234567` from a serial that begins with S, so only shapes
 * that seldom are anything else are taken apart, always with a note that holds
 * the whole; where both are likely the whole is kept, with a note.
 */

/** The plate of a transport unit (ISO/IEC 15459-1): issuing agency, company, number. */
const LICENCE_PLATE = /^(?:UN|LE|D|J)[A-Z0-9]{6,}$/;

/** Identifier and the shape that its value must have to be taken apart. */
const TAKEN: Record<string, RegExp> = {
  S: /^\d{4,20}$/,
  P: /^\d{4,20}$/,
  T: /^\d{4,20}$/,
  Q: /^\d{1,6}$/,
  '1P': /^[A-Z0-9][A-Z0-9 ./_+#-]{2,59}$/,
  '30P': /^[A-Z0-9][A-Z0-9 ./_+#-]{2,59}$/,
  '1T': /^[A-Z0-9][A-Z0-9 ./_+-]{2,59}$/,
  '1S': /^[A-Z0-9][A-Z0-9./_-]{5,59}$/,
  '18S': /^[A-Z0-9]{5}[A-Z0-9./_-]{3,45}$/,
  '25S': /^[A-Z0-9]{2,3}[A-Z0-9./_-]{5,60}$/,
  '7Q': /^\d{1,9}[A-Z0-9]{2}$/,
  '4L': /^[A-Z]{2}$/,
  '14D': /^\d{8}$/,
  '16D': /^\d{8}$/,
  '1J': LICENCE_PLATE,
  '2J': LICENCE_PLATE,
  '3J': LICENCE_PLATE,
  '4J': LICENCE_PLATE,
  '5J': LICENCE_PLATE,
  '6J': LICENCE_PLATE
};

/** Identifiers that many labels use alone and that a plain serial may begin with as well. */
const POSSIBLE = new Set('S P T 1S 3S 4S 2P 20S 21S 22S'.split(' '));

const DATED = new Set(['14D', '16D']);

function isTaken({ id, value }: ScanElement): boolean {
  const shape = Object.hasOwn(TAKEN, id) ? TAKEN[id] : undefined;
  if (!shape?.test(value)) return false;
  return !DATED.has(id) || dateFromYyyymmdd(value) !== null;
}

/** Reads a text as one data identifier and its value; null when it is better kept whole. */
export function bareDataIdentifierScan(text: string, today: string): Scan | null {
  const element = splitDataIdentifier(text);
  if (!element || !isTaken(element)) return null;
  const scan = emptyScan('mh10');
  scan.elements.push(element);
  addNote(scan, { code: 'data-identifier-assumed', id: element.id, value: text });
  concludeFromDataIdentifiers(scan, today);
  return scan;
}

/** The identifier and value that a text kept whole could also be; null when none is likely. */
export function possibleDataIdentifier(text: string): ScanElement | null {
  const element = splitDataIdentifier(text);
  if (!element || !POSSIBLE.has(element.id) || element.value.length < 4 || text.startsWith('SN')) return null;
  return /^[A-Z0-9][A-Z0-9-]*$/.test(element.value) ? element : null;
}

const MARK = /\((\d{0,3}[A-Z])\)/g;

/**
 * Reads data identifiers as printed for people, `(1P)5412345(S)1234567`; only
 * the brackets show where one ends.
 * @returns null when the text does not begin with one
 */
export function bracketedDataIdentifierScan(text: string, today: string): Scan | null {
  if (!/^\(\d{0,3}[A-Z]\)/.test(text) || text.length > 500) return null;
  const scan = emptyScan('mh10');
  const marks = [...text.matchAll(MARK)];
  marks.forEach((mark, i) => {
    const value = text.slice(mark.index + mark[0].length, marks[i + 1]?.index).trim();
    addDataField(scan, (mark[1] ?? '') + value);
  });
  addNote(scan, { code: 'human-readable-form' });
  concludeFromDataIdentifiers(scan, today);
  return scan;
}
