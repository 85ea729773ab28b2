import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  gs1CheckDigitValid,
  gs1CheckPair,
  gtinCheckDigit,
  ibanValid,
  luhnValid,
  mod43CheckCharacter
} from './check-digits.ts';
import { expandUpcE, isRestrictedCirculation, normaliseGtin } from './gtin.ts';

const digits = (length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length });

test('published examples', () => {
  expect(gtinCheckDigit('950110153000')).toBe('3');
  expect(gtinCheckDigit('34012345000000001')).toBe('7');
  expect(luhnValid('490154203237518')).toBe(true);
  expect(luhnValid('490154203237519')).toBe(false);
  expect(mod43CheckCharacter('+A123BJC5D6E71')).toBe('G');
  expect(gs1CheckPair('1987654Ad4X4bL5ttr2310c')).toBe('2K');
  expect(ibanValid('GB82WEST12345698765432')).toBe(true);
  expect(ibanValid('GB83WEST12345698765432')).toBe(false);
});

test('leading zeros do not change a GS1 check digit, so padded GTINs stay right', () => {
  fc.assert(fc.property(digits(7), (body) => gtinCheckDigit(body) === gtinCheckDigit(`000000${body}`)));
});

test('every length of a GTIN has one form of fourteen digits', () => {
  for (const length of [8, 12, 13, 14]) {
    fc.assert(
      fc.property(digits(length - 1), (body) => {
        const gtin = body + gtinCheckDigit(body);
        expect(normaliseGtin(gtin)).toBe(gtin.padStart(14, '0'));
        expect(normaliseGtin(gtin.padStart(14, '0'))).toBe(gtin.padStart(14, '0'));
      })
    );
  }
  expect(['9501234567892', '950123456', '95012345678X1', '', '123456789012345'].map(normaliseGtin)).toEqual(
    Array(5).fill(null)
  );
});

test('one changed digit is always noticed', () => {
  fc.assert(
    fc.property(digits(13), fc.nat(12), fc.integer({ min: 1, max: 9 }), (body, at, by) => {
      const whole = body + gtinCheckDigit(body);
      const changed = whole.slice(0, at) + String((Number(whole.charAt(at)) + by) % 10) + whole.slice(at + 1);
      return gs1CheckDigitValid(whole) && !gs1CheckDigitValid(changed);
    })
  );
});

test('UPC-E stands for the UPC-A it was made from', () => {
  expect(expandUpcE('01234565')).toBe('012345000065');
  expect(expandUpcE('04252614')).toBe('042100005264');
  expect(['01234566', '21234565', '0123456', '0123456X'].map(expandUpcE)).toEqual(Array(4).fill(null));
  for (const [six, upcA] of [
    ['123450', '01200000345'],
    ['123451', '01210000345'],
    ['123452', '01220000345'],
    ['123453', '01230000045'],
    ['123454', '01234000005'],
    ['123459', '01234500009']
  ] as const) {
    const check = gtinCheckDigit(upcA);
    expect(expandUpcE(`0${six}${check}`)).toBe(upcA + check);
  }
});

test('numbers of one company or country are told from numbers of the world', () => {
  expect(isRestrictedCirculation('02012345678903')).toBe(true);
  expect(isRestrictedCirculation('00412345678903')).toBe(true);
  expect(isRestrictedCirculation('09501234567891')).toBe(false);
  expect(isRestrictedCirculation('00000096385074')).toBe(false);
});
