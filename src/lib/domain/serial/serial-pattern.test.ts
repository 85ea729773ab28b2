import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addPatternSample,
  fitsSerialPattern,
  joinPatternEvidence,
  learnSerialPattern,
  noPatternEvidence,
  patternFromEvidence,
  serialPatternSchema,
  type PatternEvidence,
  type SerialPattern
} from './serial-pattern.ts';

const received = ['5CG1234ABC', '5CG1234ABD', '5CG9876XYZ', '5CG0001AAA', '5CG0002AAB'];

const learned = (serials: readonly string[], exactCase = false): SerialPattern => {
  const pattern = learnSerialPattern(serials, { exactCase });
  if (!pattern) throw new Error('nothing was learned');
  return pattern;
};

describe('the pattern of a product', () => {
  test('is its prefix, its lengths, and the alphabet of what follows the prefix', () => {
    expect(learnSerialPattern(received)).toEqual({
      source: 'learned',
      lengths: [10],
      prefix: '5CG',
      alphabet: 'upper-alphanumeric'
    });
    const numbered = ['SN-1001', 'SN-1002', 'SN-20030', 'SN-1004', 'SN-1005'];
    expect(learnSerialPattern(numbered)).toMatchObject({
      lengths: [7, 8],
      prefix: 'SN-',
      alphabet: 'digits'
    });
  });

  test('is not learned from too few serials, the same one five times included', () => {
    expect(learnSerialPattern(received.slice(0, 4))).toBeNull();
    expect(learnSerialPattern(['A1', 'A1', 'A2', 'a2', 'A3', 'A4'])).toBeNull();
  });

  test('is not learned from serials of more than three lengths', () => {
    expect(learnSerialPattern(['A', 'AB', 'ABC', 'AC', 'AD'])).toMatchObject({ lengths: [1, 2, 3] });
    expect(learnSerialPattern(['A', 'AB', 'ABC', 'ABCD', 'AC'])).toBeNull();
  });

  test('catches a GTIN or a part number scanned as a serial', () => {
    expect(fitsSerialPattern(learned(received), '03401234567895')).toBe(false);
    expect(fitsSerialPattern(learned(received), '5CG7777QQQ')).toBe(true);
  });

  test('never ends its prefix in half a character', () => {
    const faces = ['\u{1f600}1', '\u{1f601}2', '\u{1f602}3', '\u{1f603}4', '\u{1f604}5'];
    expect(learned(faces).prefix).toBe('');
  });

  test('does not take a counter that has not turned over for a prefix', () => {
    const pattern = learned(['SN1001', 'SN1002', 'SN1003', 'SN1004', 'SN1005']);
    expect(pattern.prefix).toBe('SN');
    expect(fitsSerialPattern(pattern, 'SN2001')).toBe(true);
    expect(fitsSerialPattern(pattern, 'SN2OO1')).toBe(false);
  });

  test('compares letters as the product does', () => {
    const lower = ['ab1', 'ab2', 'ab3', 'ab4', 'ab5'];
    expect(fitsSerialPattern(learned(lower), 'AB9')).toBe(true);
    expect(fitsSerialPattern(learned(lower, true), 'AB9', { exactCase: true })).toBe(false);
    const set: SerialPattern = { source: 'set', lengths: [], prefix: 'ab', alphabet: 'digits' };
    expect(fitsSerialPattern(set, 'AB12345')).toBe(true);
    expect(fitsSerialPattern(set, 'AB')).toBe(true);
  });

  test('fits what it was learned from, and can be stored, for any serials', () => {
    const serials = fc.array(fc.string({ unit: 'grapheme', minLength: 3, maxLength: 5 }), {
      minLength: 5,
      maxLength: 20
    });
    fc.assert(
      fc.property(serials, fc.boolean(), (samples, exactCase) => {
        const pattern = learnSerialPattern(samples, { exactCase });
        if (!pattern) return;
        expect(serialPatternSchema.parse(pattern)).toEqual(pattern);
        expect(pattern.prefix.isWellFormed()).toBe(true);
        for (const serial of samples) expect(fitsSerialPattern(pattern, serial, { exactCase })).toBe(true);
      })
    );
  });
});

describe('learning bit by bit', () => {
  const evidenceOf = (serials: readonly string[]): PatternEvidence =>
    serials.reduce((evidence, serial) => addPatternSample(evidence, serial), noPatternEvidence);

  const families = fc.constantFrom('SN', 'SN-', 'SN-1', '5CG', '\u{1f600}', '\u{1f601}', '');
  const serials = fc.uniqueArray(
    fc.tuple(families, fc.nat(300)).map(([family, number]) => `${family}${number}`),
    { minLength: 1, maxLength: 12 }
  );
  const inTwoOrders = serials.chain((samples) =>
    fc.tuple(fc.constant(samples), fc.shuffledSubarray(samples, { minLength: samples.length }))
  );

  test('gives the same in any order and in any parts', () => {
    fc.assert(
      fc.property(inTwoOrders, fc.nat(12), ([samples, shuffled], cut) => {
        const whole = evidenceOf(samples);
        expect(evidenceOf(shuffled)).toEqual(whole);
        const parts = [shuffled.slice(0, cut), shuffled.slice(cut)].map(evidenceOf);
        expect(parts.reduce(joinPatternEvidence)).toEqual(whole);
        expect(patternFromEvidence(whole)).toEqual(learnSerialPattern(samples));
      })
    );
  });

  test('never makes the pattern narrower', () => {
    fc.assert(
      fc.property(serials, fc.stringMatching(/^[A-Z0-9]{1,4}$/), (samples, other) => {
        const before = patternFromEvidence(evidenceOf(samples));
        const after = patternFromEvidence(evidenceOf([...samples, other]));
        if (!before || !after || samples.includes(other)) return;
        for (const serial of samples) expect(fitsSerialPattern(after, serial)).toBe(true);
        expect(before.prefix.startsWith(after.prefix)).toBe(true);
      })
    );
  });
});
