import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  amountsCell,
  choiceCell,
  codeCell,
  gtinsCell,
  microsCell,
  packsCell,
  readMicros,
  serialCell,
  textCell,
  yesNoCell,
  type CsvCell
} from './csv-cells.ts';
import { unprotect } from './spreadsheet-text.ts';

const said = <Value>(cell: CsvCell<Value>, text: string): unknown => {
  const reading = cell.read(text);
  return reading.ok ? reading.value : reading.code;
};

describe('numbers', () => {
  test.each([
    ['0', 0],
    ['12', 12_000_000],
    ['0,5', 500_000],
    ['0.000001', 1],
    ['1 234,5', 1_234_500_000],
    ['1\u202f234\u00a0567', 1_234_567_000_000],
    ['-0', 0],
    ['1,234', 1_234_000],
    ['-1', 'number-negative'],
    ['1.234,5', 'number-invalid'],
    ['1 23', 'number-invalid'],
    ['0,1234567', 'number-invalid'],
    ['99999999999', 'number-invalid'],
    ['9999999999', 'number-invalid'],
    ['1,5E+12', 'number-lost'],
    ['douze', 'number-invalid']
  ])('%s is %s', (text, value) => {
    expect(said(microsCell, text)).toBe(value);
  });

  test('come back as they were in both languages, for any', () => {
    fc.assert(
      fc.property(
        fc.nat(Number.MAX_SAFE_INTEGER),
        fc.constantFrom('fr' as const, 'en' as const),
        (micros, locale) => {
          expect(readMicros(microsCell.write(micros, locale))).toEqual({ ok: true, value: micros });
        }
      )
    );
  });
});

describe('texts', () => {
  test('a label is one line, its length bounded, nothing invisible in it', () => {
    expect(said(textCell(10), 'a\r\n b')).toBe('a b');
    expect(said(textCell(3), 'abcd')).toBe('value-too-long');
    expect(said(textCell(9), 'a\u0000b')).toBe('value-invalid');
    expect(said(textCell(9), 'a\ud83d')).toBe('value-invalid');
  });

  test('a code keeps its zeros, and one that a spreadsheet shortened is refused', () => {
    expect(said(codeCell(20), '0001')).toBe('0001');
    expect(said(codeCell(20), '3,76E+12')).toBe('number-lost');
    expect(codeCell(20).write('0001', 'fr')).toBe('="0001"');
  });

  test('a serial is normalised as any serial is', () => {
    expect(said(serialCell, '0001')).toBe('0001');
    expect(said(serialCell, '2-3')).toBe('2-3');
    expect(said(serialCell, 'e\u03011')).toBe('é1');
    expect(said(serialCell, '3.76E+12')).toBe('number-lost');
    expect(said(serialCell, 'x'.repeat(129))).toBe('serial-too-long');
    expect(said(serialCell, '\u0000')).toBe('value-missing');
    expect(said(serialCell, '\ud83d')).toBe('serial-not-text');
  });
});

describe('words', () => {
  const colour = choiceCell([{ value: 'red', fr: 'Rouge foncé', en: 'Dark red', others: ['r'] }]);

  test('are known in both languages, accents, case and signs aside', () => {
    for (const word of ['ROUGE FONCE', 'rouge-foncé', 'dark red', 'red', ' R '])
      expect(said(colour, word)).toBe('red');
    expect(said(colour, 'rouge')).toBe('value-unknown');
    expect(colour.write('red', 'fr')).toBe('Rouge foncé');
  });

  test('yes and no', () => {
    expect(['Oui', 'YES', 'x', '1', 'VRAI', 'true'].map((word) => said(yesNoCell, word))).toEqual(
      Array(6).fill(true)
    );
    expect(['non', 'No', '0', 'FAUX', 'false'].map((word) => said(yesNoCell, word))).toEqual(
      Array(5).fill(false)
    );
    expect(said(yesNoCell, 'peut-être')).toBe('value-unknown');
  });
});

describe('lists', () => {
  test('of GTINs: any length becomes 14 digits, a wrong check digit refuses the cell', () => {
    expect(said(gtinsCell, '3760001000016 | 09501234567891,96385074')).toEqual([
      '03760001000016',
      '09501234567891',
      '00000096385074'
    ]);
    expect(said(gtinsCell, '3760001000017')).toBe('gtin-invalid');
    expect(said(gtinsCell, '3,76E+12')).toBe('gtin-invalid');
    expect(gtinsCell.write(['03760001000016'], 'fr')).toBe('="03760001000016"');
  });

  test('of packs, with their GTIN or without', () => {
    expect(said(packsCell, 'boîte:12 | palette : 480 : 3760001000016')).toEqual([
      { unit: 'boîte', quantityMicros: 12_000_000, gtin: null },
      { unit: 'palette', quantityMicros: 480_000_000, gtin: '03760001000016' }
    ]);
    expect(said(packsCell, 'boîte')).toBe('number-invalid');
    expect(said(packsCell, 'boîte:0')).toBe('number-negative');
    expect(said(packsCell, 'boîte:12:376')).toBe('gtin-invalid');
    expect(said(packsCell, ':12')).toBe('value-invalid');
    expect(said(packsCell, 'a:1:3760001000016:x')).toBe('value-invalid');
    expect(said(packsCell, `${'x'.repeat(21)}:1`)).toBe('value-too-long');
  });

  test('of components', () => {
    const cell = amountsCell(10);
    expect(said(cell, 'VIS-4:12|A:B:0,5')).toEqual([
      { name: 'VIS-4', quantityMicros: 12_000_000 },
      { name: 'A:B', quantityMicros: 500_000 }
    ]);
    expect(said(cell, 'VIS-4')).toBe('value-invalid');
    expect(said(cell, ' :1')).toBe('value-invalid');
    expect(said(cell, 'VIS-4:0')).toBe('number-negative');
    expect(said(cell, 'VIS-4-LONGUE:1')).toBe('value-too-long');
    expect(said(cell, '|')).toEqual([]);
    expect(unprotect(cell.write([{ name: '12', quantityMicros: 500_000 }], 'fr'))).toBe('12:0,5');
  });
});
