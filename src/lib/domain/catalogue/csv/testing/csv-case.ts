import type { CsvResult } from '../csv-error.ts';
import { mapColumns, type ColumnMapping, type CsvFields } from '../csv-fields.ts';
import { readCsv, type CsvTable } from '../read-csv.ts';

/** A file as a text and the mapping that its headings show. */
export function fileOf<Row>(
  fields: CsvFields<Row>,
  text: string
): { table: CsvTable; mapping: ColumnMapping<Row> } {
  const read = readCsv(text);
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  return { table: read.value, mapping: mapColumns(fields, read.value.headings) };
}

/** Ids in a row: new-1, new-2, … */
export function countingIds(): () => string {
  let made = 0;
  return () => `new-${++made}`;
}

/** What an import took; fails when it took nothing. */
export function valueOf<Value>(result: CsvResult<Value>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.value;
}

/** The faults of an import, one text each. */
export const faultsOf = (result: CsvResult<unknown>): string[] =>
  result.ok
    ? []
    : result.errors.map(({ line, field = '', code, value }) => [line, field, code, value].join(' ').trim());
