import type { CsvCell, CsvLocale } from './csv-cells.ts';
import { folded } from './csv-cells.ts';
import type { CsvError } from './csv-error.ts';
import type { CsvTable } from './read-csv.ts';
import { unprotect } from './spreadsheet-text.ts';

/** One field of a thing, and the column it stands in. */
export interface CsvField<Value> {
  cell: CsvCell<Value>;
  /** The heading in each language, as it is written. */
  heading: Record<CsvLocale, string>;
  /** Other headings it is known by. */
  aliases?: readonly string[];
  /** Every line must have it. */
  required?: boolean;
}

/** All fields of a thing, in the order of their columns. */
export type CsvFields<Row> = { readonly [Key in keyof Row]-?: CsvField<Row[Key]> };

/** Which column holds which field, counted from 0; a field that is not there is left as it is. */
export type ColumnMapping<Row> = { [Key in keyof Row]?: number };

const keysOf = <Row>(fields: CsvFields<Row>): (keyof Row & string)[] =>
  Object.keys(fields) as (keyof Row & string)[];

/** Every heading that a field is known by, folded, the proper ones first. */
export const headingsOf = ({
  heading,
  aliases = []
}: Pick<CsvField<unknown>, 'heading' | 'aliases'>): string[] => [
  ...new Set([heading.fr, heading.en, ...aliases].map(folded))
];

/**
 * Finds the columns of a file by their headings, in French or English, accents
 * and case aside; a person may change the mapping.
 */
export function mapColumns<Row>(fields: CsvFields<Row>, headings: readonly string[]): ColumnMapping<Row> {
  const mapping: ColumnMapping<Row> = {};
  const written = headings.map((heading) => folded(unprotect(heading.trim())));
  for (const key of keysOf(fields)) {
    const name = headingsOf(fields[key]).find((one) => written.includes(one));
    if (name !== undefined) mapping[key] = written.indexOf(name);
  }
  return mapping;
}

/** What one line of a file says; a field is absent when the file does not say it. */
export interface ReadLine<Row> {
  line: number;
  row: Partial<Row>;
}

export interface ReadLines<Row> {
  lines: ReadLine<Row>[];
  errors: CsvError[];
}

// What spreadsheets write for a cell that could not be counted, in both languages.
const SPREADSHEET_ERROR = /^#(?:REF|N\/A|NAME|NOM|VALUE|VALEUR|DIV\/0|NUM|NOMBRE|NULL|NUL)[!?]?$/i;

type Told = Pick<CsvError, 'code' | 'value'>;

function readCell<Value>(
  field: CsvField<Value>,
  written: string
): { values: [] | [Value] } | { error: Told } {
  const text = unprotect(written.trim()).trim();
  if (text === '') {
    if (field.required) return { error: { code: 'value-missing' } };
    return { values: field.cell.empty ? [field.cell.empty.value] : [] };
  }
  const value = text.slice(0, 100);
  if (SPREADSHEET_ERROR.test(text)) return { error: { code: 'spreadsheet-error', value } };
  const reading = field.cell.read(text);
  return reading.ok ? { values: [reading.value] } : { error: { code: reading.code, value } };
}

function readCellInto<Row, Key extends keyof Row & string>(input: {
  row: Partial<Row>;
  key: Key;
  field: CsvField<Row[Key]>;
  written: string;
}): Told | null {
  const reading = readCell(input.field, input.written);
  if ('error' in reading) return reading.error;
  const [value] = reading.values;
  if (reading.values.length > 0) input.row[input.key] = value as Row[Key];
  return null;
}

/**
 * Reads all lines of a file by its mapping, every fault of every line told.
 * Nothing of a file with errors is to be used.
 */
export function readLines<Row>(
  fields: CsvFields<Row>,
  table: CsvTable,
  mapping: ColumnMapping<Row>
): ReadLines<Row> {
  const errors: CsvError[] = keysOf(fields)
    .filter((key) => fields[key].required && mapping[key] === undefined)
    .map((field) => ({ code: 'column-missing', line: 1, field }));
  if (errors.length > 0) return { lines: [], errors };
  const mapped = keysOf(fields).flatMap((key) => {
    const column = mapping[key];
    return column === undefined ? [] : [{ key, column }];
  });
  const lines = table.lines.map(({ line, cells }) => {
    const row: Partial<Row> = {};
    for (const { key, column } of mapped) {
      const error = readCellInto({ row, key, field: fields[key], written: cells[column] ?? '' });
      if (error) errors.push({ ...error, line, field: key });
    }
    return { line, row };
  });
  return { lines, errors };
}
