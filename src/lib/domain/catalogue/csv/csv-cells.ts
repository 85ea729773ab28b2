import { normaliseGtin } from '../../barcode/gtin.ts';
import { normaliseSerial } from '../../serial/serial-identity.ts';
import type { Product } from '../catalogue.ts';
import { formatQuantity, MICROS_PER_UNIT } from '../../quantity.ts';
import type { CsvErrorCode } from './csv-error.ts';
import { protectFormula, protectIdentifier } from './spreadsheet-text.ts';

/** Whose spreadsheet opens the file: it decides separator, decimal sign and words. */
export type CsvLocale = 'fr' | 'en';

export type CellReading<Value> = { ok: true; value: Value } | { ok: false; code: CsvErrorCode };

/** How one kind of value stands in a cell. */
export interface CsvCell<Value> {
  /** @param text trimmed, never empty, protection against spreadsheets taken off */
  read: (text: string) => CellReading<Value>;
  /** Ready to be put between separators, but not yet quoted. */
  write: (value: Value, locale: CsvLocale) => string;
  /** What an empty cell says; undefined: nothing, what is known stays. */
  empty: { value: Value } | undefined;
}

const taken = <Value>(value: Value): CellReading<Value> => ({ ok: true, value });
const refused = (code: CsvErrorCode): { ok: false; code: CsvErrorCode } => ({ ok: false, code });

const UNPRINTABLE = /[\p{Cc}\p{Cs}]/u;
const SHORTENED = /^\d[.,]\d+E\+?\d+$/i;

function readText(text: string, max: number): CellReading<string> {
  if (text.length > max) return refused('value-too-long');
  return UNPRINTABLE.test(text) || !text.isWellFormed() ? refused('value-invalid') : taken(text);
}

/** A name or label: free text on one line. */
export const textCell = (max: number): CsvCell<string> => ({
  read: (text) => readText(text.replace(/\s*[\r\n]+\s*/g, ' '), max),
  write: protectFormula,
  empty: undefined
});

/** A code whose every character counts. */
export const codeCell = (max: number): CsvCell<string> => ({
  read: (text) => (SHORTENED.test(text) ? refused('number-lost') : readText(text, max)),
  write: protectIdentifier,
  empty: undefined
});

export const serialCell: CsvCell<string> = {
  read(text) {
    if (SHORTENED.test(text)) return refused('number-lost');
    const normal = normaliseSerial(text);
    if (normal.ok) return taken(normal.serial);
    return refused(normal.code === 'serial-empty' ? 'value-missing' : normal.code);
  },
  write: protectIdentifier,
  empty: undefined
};

/** A cell that may be left empty, and then says so. */
export function optional<Value>(cell: CsvCell<Value>): CsvCell<Value | null> {
  return {
    read: cell.read,
    write: (value, locale) => (value === null ? '' : cell.write(value, locale)),
    empty: { value: null }
  };
}

const DECIMAL = /^(-?)(\d{1,10})(?:[.,](\d{1,6}))?$/;

/** A decimal of either language, blanks between thousands allowed: `1 234,5` or `1234.5`. */
export function readMicros(text: string): CellReading<number> {
  if (SHORTENED.test(text)) return refused('number-lost');
  const match = DECIMAL.exec(text.replace(/(\d)[ \u00a0\u202f](?=\d{3}(?!\d))/g, '$1'));
  if (!match) return refused('number-invalid');
  const [, sign, whole = '0', fraction = ''] = match;
  const micros = Number(whole) * MICROS_PER_UNIT + Number(fraction.padEnd(6, '0'));
  if (!Number.isSafeInteger(micros)) return refused('number-invalid');
  return sign === '-' && micros > 0 ? refused('number-negative') : taken(micros);
}

/** A number stays a number: a spreadsheet is to count with it. */
export const writeMicros = (micros: number, locale: CsvLocale): string =>
  locale === 'fr' ? formatQuantity(micros).replace('.', ',') : formatQuantity(micros);

/** A quantity or an amount, in millionths; nought and more. */
export const microsCell: CsvCell<number> = { read: readMicros, write: writeMicros, empty: undefined };

/** Letters without accents and case, words by one blank: what people type for one and the same. */
export function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** One of a few values, each with its word in both languages and what else people write for it. */
export function choiceCell<Value extends string | boolean>(
  words: readonly { value: Value; fr: string; en: string; others?: readonly string[] }[]
): CsvCell<Value> {
  return {
    read(text) {
      const sought = folded(text);
      const found = words.find(({ value, fr, en, others = [] }) =>
        [String(value), fr, en, ...others].some((word) => folded(word) === sought)
      );
      return found ? taken(found.value) : refused('value-unknown');
    },
    write: (value, locale) => words.find((word) => word.value === value)?.[locale] ?? '',
    empty: undefined
  };
}

export const yesNoCell: CsvCell<boolean> = choiceCell([
  { value: true, fr: 'oui', en: 'yes', others: ['o', 'y', 'x', '1', 'vrai'] },
  { value: false, fr: 'non', en: 'no', others: ['n', '0', 'faux'] }
]);

/** Several values in one cell, between bars; none when empty. */
function listOf<Value>(of: CsvCell<Value>): CsvCell<Value[]> {
  return {
    read(text) {
      const values: Value[] = [];
      for (const part of text.split('|').map((one) => one.trim())) {
        if (part === '') continue;
        const reading = of.read(part);
        if (!reading.ok) return reading;
        values.push(reading.value);
      }
      return taken(values);
    },
    write: (values, locale) => protectIdentifier(values.map((value) => of.write(value, locale)).join(' | ')),
    empty: { value: [] }
  };
}

/** A GTIN of any length, kept as 14 digits. */
export const gtinCell: CsvCell<string> = {
  read(text) {
    if (SHORTENED.test(text)) return refused('number-lost');
    const gtin = normaliseGtin(text.replace(/[ -]/g, ''));
    return gtin === null ? refused('gtin-invalid') : taken(gtin);
  },
  write: (gtin) => gtin,
  empty: undefined
};

/** Several GTINs, as `03760001000016 | 03760001000023`, or between blanks or commas. */
export const gtinsCell: CsvCell<string[]> = {
  ...listOf(gtinCell),
  read: (text) => listOf(gtinCell).read(text.replace(/[\s,;/|]+/g, '|'))
};

/** Pack levels, as `boîte:12` or `palette:480:03760001000023` with the GTIN of the pack. */
export const packsCell: CsvCell<Product['packs']> = listOf({
  read(text) {
    const [unit = '', amount = '', gtinText, ...more] = text.split(':').map((part) => part.trim());
    const quantity = readMicros(amount);
    if (unit === '' || more.length > 0) return refused('value-invalid');
    if (unit.length > 20) return refused('value-too-long');
    if (!quantity.ok) return quantity;
    if (quantity.value === 0) return refused('number-negative');
    const gtin = gtinText === undefined ? taken(null) : gtinCell.read(gtinText);
    return gtin.ok ? taken({ unit, quantityMicros: quantity.value, gtin: gtin.value }) : gtin;
  },
  write: ({ unit, quantityMicros, gtin }, locale) =>
    [unit, writeMicros(quantityMicros, locale), ...(gtin === null ? [] : [gtin])].join(':'),
  empty: undefined
});

/** A thing and how much of it, as `VIS-4:12`; the thing may hold a colon itself. */
export function amountsCell(max: number): CsvCell<{ name: string; quantityMicros: number }[]> {
  return listOf({
    read(text) {
      const at = text.lastIndexOf(':');
      if (at < 0 || text.slice(0, at).trim() === '') return refused('value-invalid');
      const name = readText(text.slice(0, at).trim(), max);
      const quantity = readMicros(text.slice(at + 1).trim());
      if (!name.ok) return name;
      if (!quantity.ok) return quantity;
      if (quantity.value === 0) return refused('number-negative');
      return taken({ name: name.value, quantityMicros: quantity.value });
    },
    write: ({ name, quantityMicros }, locale) => `${name}:${writeMicros(quantityMicros, locale)}`,
    empty: undefined
  });
}
