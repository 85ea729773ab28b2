import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explainMisfit } from './explain-misfit.ts';
import { fitsSerialPattern, serialAlphabets, type SerialPattern } from './serial-pattern.ts';

const numbered: SerialPattern = { source: 'learned', lengths: [6], prefix: 'SN', alphabet: 'digits' };
const mixed: SerialPattern = {
  source: 'set',
  lengths: [8, 10],
  prefix: '5CG',
  alphabet: 'upper-alphanumeric'
};

describe('why a serial does not fit', () => {
  test('nothing is said of one that does', () => {
    expect(explainMisfit(numbered, 'SN0001')).toEqual([]);
    expect(explainMisfit(numbered, 'sn0001')).toEqual([]);
    expect(explainMisfit(mixed, '5cg12abc')).toEqual([]);
  });

  test('the barcode of the product was scanned', () => {
    expect(explainMisfit(mixed, '3760001000016')).toEqual([
      { code: 'looks-like-gtin', gtin: '03760001000016' },
      { code: 'wrong-length', length: 13, expected: [8, 10] },
      { code: 'wrong-prefix', expected: '5CG' }
    ]);
  });

  test('a character is missing', () => {
    expect(explainMisfit(numbered, 'SN001')).toEqual([{ code: 'wrong-length', length: 5, expected: [6] }]);
  });

  test('where any length fits, the length is never blamed', () => {
    expect(explainMisfit({ ...numbered, lengths: [] }, 'XX123456789')).toEqual([
      { code: 'wrong-prefix', expected: 'SN' }
    ]);
  });

  test('characters that the others never have are named once each', () => {
    expect(explainMisfit(numbered, 'SN-A-1')).toEqual([
      { code: 'wrong-alphabet', expected: 'digits', characters: ['-', 'A'] }
    ]);
  });

  test('where case counts, another case does not fit', () => {
    expect(explainMisfit(mixed, '5cg12abc', { exactCase: true }).map(({ code }) => code)).toEqual([
      'wrong-prefix',
      'wrong-alphabet'
    ]);
  });
});

describe('what was probably meant', () => {
  const proposal = (pattern: SerialPattern, serial: string) =>
    explainMisfit(pattern, serial).flatMap((misfit) => (misfit.code === 'confusable' ? misfit.proposal : []));

  test.each([
    ['SN00O1', 'SN0001'],
    ['5N0001', 'SN0001'],
    ['5NOOI8', 'SN0018'],
    ['sn00l1', 'sn0011'],
    ['SNSBZG', 'SN5826']
  ])('%s was %s', (serial, meant) => {
    expect(proposal(numbered, serial)).toEqual([meant]);
  });

  test('the prefix is mended where letters and digits may both follow', () => {
    expect(proposal(mixed, 'SC612OAB')).toEqual(['5CG12OAB']);
  });

  test.each(['SN00O', 'XX0001', 'SN00A1'])('nothing is proposed for %s', (serial) => {
    expect(proposal(numbered, serial)).toEqual([]);
  });

  test('a proposal always fits, and there is a reason when and only when the serial does not', () => {
    const patterns = fc.record({
      source: fc.constant('set' as const),
      lengths: fc.subarray([2, 3, 4]),
      prefix: fc.constantFrom('', 'S', '5', 'SO'),
      alphabet: fc.constantFrom(...serialAlphabets)
    });
    fc.assert(
      fc.property(patterns, fc.stringMatching(/^[S50OA-]{1,5}$/), (pattern, serial) => {
        const misfits = explainMisfit(pattern, serial);
        expect(misfits.length === 0).toBe(fitsSerialPattern(pattern, serial));
        for (const meant of proposal(pattern, serial)) expect(fitsSerialPattern(pattern, meant)).toBe(true);
      })
    );
  });
});
