import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { protectFormula, protectIdentifier, spreadsheetWouldChange, unprotect } from './spreadsheet-text.ts';

describe('a text in a spreadsheet', () => {
  test.each([
    ['=1+1', "'=1+1"],
    ['=cmd|" /C calc"!A0', '\'=cmd|" /C calc"!A0'],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['-A1', "'-A1"],
    ['+A1', "'+A1"],
    ['\t=1', "'\t=1"],
    ['\r=1', "'\r=1"],
    ['＝1+1', "'＝1+1"],
    ["'=1", "''=1"],
    ["l'eau", "l'eau"],
    ["'quoted'", "'quoted'"],
    ['', '']
  ])('%j is written %j, never run', (text, cell) => {
    expect(protectFormula(text)).toBe(cell);
    expect(protectIdentifier(text)).toBe(cell);
  });

  test.each([
    '0001',
    '1234',
    '-123',
    '2-3',
    '1/2',
    '2024-01-02',
    '12:30',
    '1E5',
    '12e03',
    '3760001000016',
    '1 234',
    '1,5',
    '10%',
    '€5',
    '(5)',
    'MARS1',
    'mar-1',
    '1-sept',
    'SEPT2',
    'déc. 24',
    '1 PM',
    '1 a',
    'TRUE',
    'vrai'
  ])('%s would be changed, and is written as a text constant', (text) => {
    expect(spreadsheetWouldChange(text)).toBe(true);
    expect(protectIdentifier(text)).toBe(`="${text}"`);
  });

  test.each(['SN0001', '5CG1234ABC', '1A2B', 'MARSEILLE', 'A', '12-AB', '1E5X', 'E5', '1.2.A', 'OCTANE1'])(
    '%s stays as it is',
    (text) => {
      expect(protectIdentifier(text)).toBe(text);
    }
  );

  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc
      .array(fc.constantFrom('=', "'", '"', '+', '-', '@', '\t', '0', '1', 'E', 'A', ' ', '/'), {
        maxLength: 8
      })
      .map((parts) => parts.join(''))
  );

  test('any text comes back as it was', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(unprotect(protectFormula(text))).toBe(text);
        expect(unprotect(protectIdentifier(text))).toBe(text);
      }),
      { numRuns: 1000 }
    );
  });

  test('no cell begins a formula, save a text constant that holds nothing else', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const cell of [protectFormula(text), protectIdentifier(text)]) {
          expect(/^[=+\-@\t\r\n]/.test(cell) && !/^="(?:[^"]|"")*"$/.test(cell)).toBe(false);
        }
      }),
      { numRuns: 1000 }
    );
  });

  test('hostile length is no burden', () => {
    expect(spreadsheetWouldChange('1'.repeat(100_000))).toBe(false);
    expect(spreadsheetWouldChange(`${'1 '.repeat(127)}x`)).toBe(false);
  });
});
