import type { CsvLocale } from './csv-cells.ts';
import type { CsvField, CsvFields } from './csv-fields.ts';
import type { CsvSeparator } from './read-csv.ts';

/** The separator that a spreadsheet of this language expects: the comma is the decimal sign in French. */
export const separatorOf: Record<CsvLocale, CsvSeparator> = { fr: ';', en: ',' };

// Excel reads UTF-8 only when the file begins with it.
const BYTE_ORDER_MARK = '\ufeff';

// Every separator, not only our own: a spreadsheet of another language would split there.
const NEEDS_QUOTES = /["\r\n;,\t]|^\s|\s$/;

const NUMBER = /^-?\d+(?:[.,]\d+)?$/;

function quoted(cell: string, separator: CsvSeparator): string {
  if (NUMBER.test(cell) && !cell.includes(separator)) return cell;
  return NEEDS_QUOTES.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/**
 * Writes rows as a CSV that a French or English Excel opens with a double click:
 * UTF-8 with byte order mark, CR LF, its own separator and decimal sign. No cell
 * runs as a formula, and no serial or code becomes a number or a date.
 *
 * @returns the text; encode it as UTF-8
 */
export function writeCsv<Row>(fields: CsvFields<Row>, rows: Iterable<Row>, locale: CsvLocale): string {
  const separator = separatorOf[locale];
  const keys = Object.keys(fields) as (keyof Row & string)[];
  const lineOf = (cells: readonly string[]): string =>
    cells.map((cell) => quoted(cell, separator)).join(separator);
  const lines = [lineOf(keys.map((key) => fields[key].heading[locale]))];
  for (const row of rows) lines.push(lineOf(keys.map((key) => writeCell(fields[key], row[key], locale))));
  return `${BYTE_ORDER_MARK}${lines.join('\r\n')}\r\n`;
}

function writeCell<Value>(field: CsvField<Value>, value: Value, locale: CsvLocale): string {
  return field.cell.write(value, locale);
}
