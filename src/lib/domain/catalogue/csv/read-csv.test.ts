import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvSeparators, MAX_CSV_LINES, readCsv } from './read-csv.ts';

const tableOf = (text: string) => {
  const read = readCsv(text);
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  return read.value;
};
const cellsOf = (text: string) => tableOf(text).lines.map(({ cells }) => cells);
const errorsOf = (text: string) => {
  const read = readCsv(text);
  return read.ok ? [] : read.errors.map(({ code, line }) => `${line} ${code}`);
};

describe('reading CSV', () => {
  test('takes what stands between separators, empty cells included', () => {
    expect(tableOf('code;label\r\nA;Écran\r\n;\r\nB;\r\n')).toEqual({
      separator: ';',
      headings: ['code', 'label'],
      lines: [
        { line: 2, cells: ['A', 'Écran'] },
        { line: 4, cells: ['B', ''] }
      ]
    });
  });

  test('keeps separators, line breaks and doubled quotation marks of quoted cells', () => {
    expect(cellsOf('a,b\n"x, ""y""\r\nz",2\n')).toEqual([['x, "y"\r\nz', '2']]);
    expect(cellsOf('a;b\n"";""""\n')).toEqual([['', '"']]);
  });

  test('a quotation mark inside a plain cell stands for itself', () => {
    expect(cellsOf('a;b\nécran 24";x\n')).toEqual([['écran 24"', 'x']]);
  });

  test('counts the lines of the file, breaks in cells included', () => {
    expect(tableOf('a;b\n"1\n2\r\n3";x\n\ny;z').lines.map(({ line }) => line)).toEqual([2, 6]);
  });

  test('LF, CR LF and CR end a line, the last one too when nothing does', () => {
    for (const end of ['\n', '\r\n', '\r'])
      expect(cellsOf(`a;b${end}1;2${end}3;4`)).toEqual([
        ['1', '2'],
        ['3', '4']
      ]);
  });

  test.each([
    ['\ufeffa;b,c\n1;2', ';', ['a', 'b,c']],
    ['a,b\n1;2,3', ',', ['a', 'b']],
    ['a\tb\n1\t2', '\t', ['a', 'b']],
    ['"a;b;c",d\n1,2', ',', ['a;b;c', 'd']],
    ['sep=,\r\na,b;c\r\n1,2', ',', ['a', 'b;c']],
    ['\n\na,b\n1,2', ',', ['a', 'b']],
    ['code\n1', ';', ['code']]
  ])('the headings of %j show the separator', (text, separator, headings) => {
    expect(tableOf(text)).toMatchObject({ separator, headings });
  });

  test('a line after « sep= » is counted with it', () => {
    expect(tableOf('sep=;\na;b\n1;2').lines).toEqual([{ line: 3, cells: ['1', '2'] }]);
  });

  test('more empty cells than headings are a spreadsheet’s habit, more filled ones an error', () => {
    expect(cellsOf('a;b\n1;2;;\n')).toEqual([['1', '2', '', '']]);
    expect(errorsOf('a;b\n1;2\n1;2;3\n')).toEqual(['3 too-many-cells']);
  });

  test.each([
    ['', '1 file-empty'],
    ['\ufeff \n;;\n', '1 file-empty'],
    ['a;b\n', '1 file-empty'],
    ['a;b\n1;"2\n3;4\n', '2 quote-unclosed'],
    ['a;b\n1;2\n"3"x;4\n', '3 text-after-quote']
  ])('%j is refused: %s', (text, error) => {
    expect(errorsOf(text)).toEqual([error]);
  });

  test('a file without end is refused', () => {
    expect(errorsOf('a\n' + '1\n'.repeat(MAX_CSV_LINES))).toEqual([]);
    expect(errorsOf('a\n' + '1\n'.repeat(MAX_CSV_LINES + 1))).toEqual([
      `${MAX_CSV_LINES + 2} too-many-lines`
    ]);
  });

  test('any cells written by the standard come back', () => {
    const cell = fc.array(fc.constantFrom('a', '"', ';', ',', '\t', '\n', '\r\n', ' ', 'é'), {
      maxLength: 6
    });
    const row = fc.array(
      cell.map((parts) => `x${parts.join('')}`),
      { minLength: 3, maxLength: 3 }
    );
    const rows = fc.array(row, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(rows, fc.constantFrom(...csvSeparators), (cells, separator) => {
        const quoted = cells.map((line) =>
          line.map((one) => `"${one.replaceAll('"', '""')}"`).join(separator)
        );
        const text = [['h1', 'h2', 'h3'].join(separator), ...quoted].join('\r\n');
        expect(cellsOf(text)).toEqual(cells);
      })
    );
  });
});
