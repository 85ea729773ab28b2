import { describe, expect, test } from 'vitest';
import { headingsOf, mapColumns, readLines, type CsvField } from './csv-fields.ts';
import { MAX_CSV_ERRORS, wholeOrErrors } from './csv-error.ts';
import { locationFields } from './location-csv.ts';
import { partnerFields } from './partner-csv.ts';
import { productFields } from './product-csv.ts';
import { serialStockExportFields, serialStockFields } from './serial-stock-csv.ts';
import { fileOf } from './testing/csv-case.ts';

describe('the columns of a file', () => {
  test('are found by their headings in French and English, accents, case and signs aside', () => {
    expect(mapColumns(productFields, ['REFERENCE', 'Désignation', 'n° de serie OBLIGATOIRE', 'x'])).toEqual({
      code: 0,
      label: 1,
      serialRequired: 2
    });
    expect(mapColumns(productFields, ['label', 'Item Code', 'safety stock', 'Code barres'])).toEqual({
      code: 1,
      label: 0,
      gtins: 3,
      securityMicros: 2
    });
  });

  test.each<[string, Record<string, Pick<CsvField<unknown>, 'heading' | 'aliases'>>]>([
    ['products', productFields],
    ['locations', locationFields],
    ['partners', partnerFields],
    ['serials', serialStockFields],
    ['exported serials', serialStockExportFields]
  ])('of %s: no heading means two fields', (_name, fields) => {
    const headings = Object.values(fields).flatMap(headingsOf);
    expect(headings).toEqual([...new Set(headings)]);
  });

  test('the proper heading goes before another name', () => {
    expect(mapColumns(productFields, ['Référence', 'Code', 'Description', 'Libellé'])).toEqual({
      code: 1,
      label: 3
    });
  });

  test('headings that were protected or spaced are the same headings', () => {
    expect(mapColumns(partnerFields, ['="Code"', '  nom ', 'Rôle'])).toEqual({ code: 0, name: 1, role: 2 });
  });
});

describe('the lines of a file', () => {
  const read = (text: string) => {
    const { table, mapping } = fileOf(productFields, text);
    return readLines(productFields, table, mapping);
  };

  test('say what stands in their columns, and nothing of columns that are not there', () => {
    expect(read('code;libellé;stock d’alerte;unité\nA;"Écran, 24""";;\n').lines).toEqual([
      { line: 2, row: { code: 'A', label: 'Écran, 24"', alertMicros: null } }
    ]);
  });

  test('tell every fault with its line and field', () => {
    const { errors } = read('code;suivi;coût\n;bof;1\nB;lot;-1\nC;lot;#REF!\nD;lot;#N/A\n');
    expect(errors).toEqual([
      { code: 'value-missing', line: 2, field: 'code' },
      { code: 'value-unknown', line: 2, field: 'tracking', value: 'bof' },
      { code: 'number-negative', line: 3, field: 'unitCostMicros', value: '-1' },
      { code: 'spreadsheet-error', line: 4, field: 'unitCostMicros', value: '#REF!' },
      { code: 'spreadsheet-error', line: 5, field: 'unitCostMicros', value: '#N/A' }
    ]);
  });

  test('cannot be read without the column that every line needs', () => {
    expect(read('libellé\nA\n')).toEqual({
      lines: [],
      errors: [{ code: 'column-missing', line: 1, field: 'code' }]
    });
  });

  test('may be shorter than the headings', () => {
    expect(read('code;libellé;archivé\nA\n').lines).toEqual([{ line: 2, row: { code: 'A' } }]);
  });

  test('take the apostrophe and the text form off that keep a spreadsheet quiet', () => {
    expect(read('code;libellé\n="0001";\'=1+1\n').lines[0]?.row).toEqual({ code: '0001', label: '=1+1' });
  });
});

test('faults are told in the order of the lines, up to a bound', () => {
  const errors = Array.from({ length: MAX_CSV_ERRORS + 5 }, (_, at) => ({
    code: 'value-missing' as const,
    line: 1000 - at
  }));
  const result = wholeOrErrors('all', errors);
  expect(result.ok ? [] : result.errors.length).toBe(MAX_CSV_ERRORS);
  expect(result.ok ? 0 : result.errors[0]?.line).toBe(1000 - MAX_CSV_ERRORS - 4);
  expect(wholeOrErrors('all', [])).toEqual({ ok: true, value: 'all' });
});
