import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expandRange, nextSerial, rangeCount, rangeEnds, readRange } from './serial-range.ts';

const said = (text: string): string => {
  const reading = readRange(text);
  if (reading.type === 'serial') return 'serial';
  if (!reading.range) return reading.type;
  const { first, last } = rangeEnds(reading.range);
  return `${reading.type} ${first}…${last} (${rangeCount(reading.range)})`;
};

describe('a range of serials', () => {
  test.each([
    ['SN010-SN019', 'range SN010…SN019 (10)'],
    ['SN010+9', 'range SN010…SN019 (10)'],
    ['SN010 - SN019', 'range SN010…SN019 (10)'],
    ['SN010–SN019', 'range SN010…SN019 (10)'],
    ['AB-0099-AB-0100', 'range AB-0099…AB-0100 (2)'],
    ['A-B-1-A-B-3', 'range A-B-1…A-B-3 (3)'],
    ['0001+2', 'range 0001…0003 (3)'],
    ['2-3+1', 'range 2-3…2-4 (2)'],
    ['É1-É3', 'range É1…É3 (3)'],
    [
      'SN00000000000000000000000000001+1',
      'range SN00000000000000000000000000001…SN00000000000000000000000000002 (2)'
    ]
  ])('%s is %s', (text, reading) => {
    expect(said(text)).toBe(reading);
  });

  test.each([
    ['2-3', 'ambiguous 2…3 (2)'],
    ['001-010', 'ambiguous 001…010 (10)'],
    ['2024-2025', 'ambiguous 2024…2025 (2)'],
    ['1-2-1-3', 'ambiguous 1-2…1-3 (2)'],
    ['SN010-019', 'ambiguous SN010…SN019 (10)'],
    ['SN010-sn019', 'ambiguous SN010…SN019 (10)'],
    ['SN019-SN010', 'ambiguous'],
    ['SN010-SN010', 'ambiguous'],
    ['SN9-SN10', 'ambiguous'],
    ['SN1-SN10', 'ambiguous'],
    ['SN010A-SN019A', 'ambiguous'],
    ['SN999+1', 'ambiguous'],
    ['SN010+0', 'ambiguous SN010…SN010 (1)']
  ])('%s could be one: %s', (text, reading) => {
    expect(said(text)).toBe(reading);
  });

  test.each([
    '2024-0001',
    '2-1',
    'PF-0010-0019',
    '00-1B-44-11-3A-B7',
    '018f0000-0000-7000-8000-000000000001',
    'SN-0001',
    'SN-010-XY-019',
    '-',
    'A-',
    '-5',
    'AB+12',
    '+H123ABC',
    'SN010+1234567890',
    ''
  ])('%s is one serial', (text) => {
    expect(said(text)).toBe('serial');
  });

  test('from any serial with a letter to a later one of its width counts each between once', () => {
    const prefixes = fc.stringMatching(/^[A-Z][A-Z0-9.-]{0,5}[A-Z-]$/);
    const numbers = fc.tuple(fc.nat(99_000), fc.integer({ min: 1, max: 60 }));
    fc.assert(
      fc.property(prefixes, numbers, (prefix, [from, more]) => {
        const at = (number: number): string => prefix + String(number).padStart(6, '0');
        const expected = Array.from({ length: more + 1 }, (_, step) => at(from + step));
        for (const text of [`${at(from)}-${at(from + more)}`, `${at(from)}+${more}`]) {
          const reading = readRange(text);
          expect(reading.type === 'range' && expandRange(reading.range, 5000)).toEqual(expected);
        }
      })
    );
  });
});

describe('the next serial', () => {
  test.each([
    ['SN009', 'SN010'],
    ['0001', '0002'],
    ['2-3', '2-4'],
    ['SN99999999999999999998', 'SN99999999999999999999'],
    ['SN999', null],
    ['SN1A', null],
    ['', null]
  ])('after %s is %s', (serial, next) => {
    expect(nextSerial(serial)).toBe(next);
  });
});
