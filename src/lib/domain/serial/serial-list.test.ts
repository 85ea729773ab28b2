import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normaliseSerial } from './serial-identity.ts';
import {
  MAX_LIST_PROBLEMS,
  MAX_LISTED_SERIALS,
  readSerialList,
  type SerialListOptions
} from './serial-list.ts';

const serialsOf = (text: string, options?: SerialListOptions) => readSerialList(text, options).serials;
const problemsOf = (text: string, options?: SerialListOptions) =>
  readSerialList(text, options).problems.map(({ code, line, column }) => `${line}:${column} ${code}`);

describe('a list of serials', () => {
  test('comes one a line, or between tabs, commas and semicolons, with blanks anywhere', () => {
    expect(serialsOf(' A1\r\nA2\n\n\tA3, A4;A5;\rA6 \u2028A7')).toEqual([
      'A1',
      'A2',
      'A3',
      'A4',
      'A5',
      'A6',
      'A7'
    ]);
  });

  test('keeps leading zeros, inner spaces and hyphens', () => {
    expect(serialsOf('0001\n2024-0001\n5CG 12')).toEqual(['0001', '2024-0001', '5CG 12']);
  });

  test('is normalised as any serial is', () => {
    expect(serialsOf('SN\u0000-1\ne\u03011')).toEqual(['SN-1', 'é1']);
  });

  test('counts ranges out', () => {
    expect(serialsOf('SN008-SN010, 007+2')).toEqual(['SN008', 'SN009', 'SN010', '007', '008', '009']);
  });

  test('is placed by lines as an editor counts them, CR LF as one', () => {
    expect(problemsOf('A1\r\n\r\nB1\r~\n~', {})).toEqual([]);
    expect(problemsOf('A1\r\n\r\nBB\r~')).toEqual(['4:1 next-not-countable']);
  });

  test('counts a range out although a scanner put invisible signs into it', () => {
    expect(serialsOf('SN010\u0000-SN011')).toEqual(['SN010', 'SN011']);
  });

  test('may be empty', () => {
    expect(readSerialList(' \n;,\t')).toEqual({ serials: [], duplicates: [], problems: [] });
  });
});

describe('~ is the next of the one before', () => {
  test('after a serial, after a range, after itself', () => {
    expect(serialsOf('SN009\n~\n~')).toEqual(['SN009', 'SN010', 'SN011']);
    expect(serialsOf('SN001-SN003\n~')).toEqual(['SN001', 'SN002', 'SN003', 'SN004']);
    expect(serialsOf('SN001;~+2')).toEqual(['SN001', 'SN002', 'SN003', 'SN004']);
  });

  test('goes on from the serial recorded before the list', () => {
    expect(serialsOf('~\n~', { before: 'SN041' })).toEqual(['SN042', 'SN043']);
  });

  test('after a repeated serial counts from that one', () => {
    expect(serialsOf('SN001\nSN005\nSN001\n~')).toEqual(['SN001', 'SN005', 'SN002']);
  });

  test.each([
    ['~', '1:1 nothing-before'],
    ['ABC\n ~', '2:2 next-not-countable'],
    ['SN999,~', '1:7 next-not-countable'],
    ['SN990,~+99', '1:7 range-not-countable'],
    ['+9', '1:1 range-not-countable']
  ])('%j cannot be counted: %s', (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  test('never goes on from an earlier serial when the one before was not understood', () => {
    const { serials, problems } = readSerialList('SN001\nSN010-019\n~');
    expect(serials).toEqual(['SN001']);
    expect(problems.map(({ code }) => code)).toEqual(['range-ambiguous', 'nothing-before']);
  });
});

describe('what may be a range', () => {
  test('is a problem that says both readings', () => {
    expect(readSerialList('A1\n  SN010-019').problems).toEqual([
      {
        code: 'range-ambiguous',
        line: 2,
        column: 3,
        text: 'SN010-019',
        asRange: { first: 'SN010', last: 'SN019', count: 10 }
      }
    ]);
    expect(readSerialList('SN019-SN010').problems).toEqual([
      { code: 'range-ambiguous', line: 1, column: 1, text: 'SN019-SN010' }
    ]);
  });

  test('is what a person said', () => {
    expect(serialsOf('2-3', { ambiguous: 'serial' })).toEqual(['2-3']);
    expect(serialsOf('2-3', { ambiguous: 'range' })).toEqual(['2', '3']);
  });

  test('stays a problem when it cannot be counted as the range it was said to be', () => {
    expect(problemsOf('SN019-SN010', { ambiguous: 'range' })).toEqual(['1:1 range-ambiguous']);
  });
});

describe('a serial listed twice', () => {
  test('counts once and is named with its places', () => {
    expect(readSerialList('A1\nA2, a1\nA1')).toEqual({
      serials: ['A1', 'A2'],
      duplicates: [
        {
          serial: 'A1',
          places: [
            { line: 1, column: 1 },
            { line: 2, column: 5 },
            { line: 3, column: 1 }
          ]
        }
      ],
      problems: []
    });
  });

  test('is found inside ranges too', () => {
    expect(readSerialList('SN001-SN003\nSN003+1').duplicates.map(({ serial }) => serial)).toEqual(['SN003']);
  });

  test('in another case is another serial where the product says so', () => {
    expect(serialsOf('A1\na1', { exactCase: true })).toEqual(['A1', 'a1']);
  });
});

describe('bounds', () => {
  const listed = (count: number) => Array.from({ length: count }, (_, at) => `S${at}X`).join('\n');

  test('5,000 serials are a list, one more is too many', () => {
    expect(readSerialList(listed(MAX_LISTED_SERIALS))).toMatchObject({ problems: [] });
    expect(problemsOf(listed(MAX_LISTED_SERIALS + 1))).toEqual(['5001:1 too-many']);
    expect(problemsOf('SN0000+4999')).toEqual([]);
    expect(problemsOf('SN0000+5000')).toEqual(['1:1 too-many']);
    expect(problemsOf('SN000000000+999999999')).toEqual(['1:1 too-many']);
  });

  test('one serial over and over ends too', () => {
    expect(problemsOf('A1;'.repeat(2 * MAX_LISTED_SERIALS))).toEqual([]);
    expect(problemsOf('A1;'.repeat(2 * MAX_LISTED_SERIALS + 1))).toEqual(['1:30001 too-many']);
  });

  test('faults are told up to a bound', () => {
    expect(problemsOf('~\n'.repeat(9999))).toHaveLength(MAX_LIST_PROBLEMS);
  });

  test.each([
    ['x'.repeat(129), '1:1 serial-too-long'],
    ['A1\n\ud83d', '2:1 serial-not-text'],
    ['x'.repeat(1_000_001), '1:1 text-too-long'],
    [`${'x'.repeat(127)}001+2`, '1:1 serial-too-long']
  ])('what no serial can be is refused (%#)', (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });
});

test('any text gives each serial once, normalised, and nothing is thrown', () => {
  const pieces = fc.constantFrom(
    'A',
    'SN01',
    '01',
    '-',
    '+',
    '~',
    ',',
    ';',
    '\n',
    '\r\n',
    '\t',
    ' ',
    'é',
    '\ud83d'
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
      const { serials } = readSerialList(parts.join(''));
      expect(new Set(serials.map((serial) => serial.toUpperCase())).size).toBe(serials.length);
      for (const serial of serials) expect(normaliseSerial(serial)).toEqual({ ok: true, serial });
    })
  );
});

test('any serials without separators or signs come back as they were, one a line', () => {
  const serials = fc.uniqueArray(fc.stringMatching(/^[A-Z0-9][A-Z0-9. /]{0,10}[A-Z0-9]$/), { maxLength: 40 });
  fc.assert(
    fc.property(serials, (typed) => {
      expect(readSerialList(typed.join('\r\n'))).toEqual({ serials: typed, duplicates: [], problems: [] });
    })
  );
});
