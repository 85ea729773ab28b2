import { SERIAL_MAX_LENGTH } from '../serial/serial-identity.ts';
import { isDigits } from './check-digits.ts';
import { dateFromYymmdd, dateFromYyyymmdd } from './gs1-date.ts';
import { normaliseGtin } from './gtin.ts';
import { addNote, setFields, type Scan, type ScanElement } from './scan.ts';
import { textTraits } from './text-hygiene.ts';

/*
 * ANSI MH10.8.2 data identifiers: up to three digits and a letter, then the
 * value. Only those that a stock movement needs are given a meaning; all others
 * are kept as elements.
 */

const IDENTIFIER = /^\d{0,3}[A-Z]/;

/** Serials, the plainest first: what the maker prints as S/N goes before worldwide or additional codes. */
const SERIAL = ['S', '18S', '25S', '1S'];
const PART = ['1P', '30P', 'P', '25P'];
const LOT = ['1T', 'T', '25T', '30T'];
const LICENCE_PLATES = ['J', '1J', '2J', '3J', '4J', '5J', '6J', '3S', '4S', '5S'];

/** Splits a field into identifier and value; null when it does not begin with an identifier. */
export function splitDataIdentifier(field: string): ScanElement | null {
  const id = IDENTIFIER.exec(field)?.[0];
  return id === undefined ? null : { id, value: field.slice(id.length) };
}

/** Adds a field to the scan as an element, or as a problem: no identifier, no value, or one too long or unprintable to be kept. */
export function addDataField(scan: Scan, field: string): void {
  const element = splitDataIdentifier(field);
  if (!element) scan.problems.push({ code: 'unknown-identifier', value: field });
  else if (element.value === '') scan.problems.push({ code: 'missing-value', id: element.id });
  else if (element.value.length > SERIAL_MAX_LENGTH) scan.problems.push({ code: 'too-long', id: element.id });
  else if (textTraits(element.value).unprintable)
    scan.problems.push({ code: 'unprintable-character', ...element });
  else scan.elements.push(element);
}

type Values = (id: string) => string | undefined;

/** Values by identifier; one that came with different values is in `several` and has none. */
export function valuesOf(elements: readonly ScanElement[]): { value: Values; several: Set<string> } {
  const values = new Map<string, string>();
  const several = new Set<string>();
  for (const { id, value } of elements) {
    const known = values.get(id);
    if (known !== undefined && known !== value) several.add(id);
    values.set(id, value);
  }
  return { value: (id) => (several.has(id) ? undefined : values.get(id)), several };
}

/** The value of the first of these identifiers that has one. */
export const firstOf = (value: Values, ids: string[]): string | undefined =>
  ids.map(value).find((found) => found !== undefined);

function quantityOf(scan: Scan, value: Values): number | undefined {
  const plain = value('Q');
  const withUnit = value('7Q');
  const text = plain ?? (withUnit === undefined ? undefined : withUnit.slice(0, -2));
  if (text === undefined) return undefined;
  if (/^\d{1,9}(?:\.\d{1,6})?$/.test(text)) return Number(text);
  scan.problems.push({
    code: 'quantity',
    id: plain === undefined ? '7Q' : 'Q',
    value: plain ?? withUnit ?? ''
  });
  return undefined;
}

function gtinOf(scan: Scan, value: Values): string | undefined {
  const text = value('8P');
  if (text === undefined) return undefined;
  const gtin = normaliseGtin(text);
  if (gtin === null) scan.problems.push({ code: 'check-digit', id: '8P', value: text });
  return gtin ?? undefined;
}

const EXPIRY: readonly {
  id: string;
  read: (digits: string, today: string) => string | null;
  length: number;
}[] = [
  { id: '14D', length: 8, read: dateFromYyyymmdd },
  {
    id: '15D',
    length: 8,
    read: (digits) => dateFromYyyymmdd(digits.slice(4) + digits.slice(2, 4) + digits.slice(0, 2))
  },
  { id: 'D', length: 6, read: (digits, today) => dateFromYymmdd(digits, { today, dayZero: true }) }
];

/** Expiry; the plain date D is one only beside a pharmacy product number (9N, IFA coding system). */
function expiryOf(scan: Scan, value: Values, today: string): string | undefined {
  for (const { id, length, read } of EXPIRY) {
    const digits = value(id);
    if (digits === undefined || (id === 'D' && value('9N') === undefined)) continue;
    const date = digits.length === length && isDigits(digits) ? read(digits, today) : null;
    if (date !== null) return date;
    scan.problems.push({ code: 'date', id, value: digits });
  }
  return undefined;
}

/** Draws the fields of a scan from its MH10 elements; several serials in one message single out none. */
export function concludeFromDataIdentifiers(scan: Scan, today: string): void {
  const { value, several } = valuesOf(scan.elements);
  for (const id of several) {
    addNote(scan, SERIAL.includes(id) ? { code: 'several-serials', id } : { code: 'several-values', id });
  }
  const hasSeveralSerials = SERIAL.some((id) => several.has(id));
  setFields(scan, {
    gtin: gtinOf(scan, value),
    serial: hasSeveralSerials ? undefined : firstOf(value, SERIAL),
    lot: firstOf(value, LOT),
    expiry: expiryOf(scan, value, today),
    quantity: quantityOf(scan, value),
    partNumber: firstOf(value, PART)
  });
  const plate = LICENCE_PLATES.find((id) => value(id) !== undefined);
  if (plate !== undefined) addNote(scan, { code: 'handling-unit', id: plate });
}
