import { expect, test } from 'vitest';
import { readingOf } from '../../../tests/factories/detections.ts';
import { mergeReadings } from './merge-readings.ts';

const merged = (...readings: Parameters<typeof readingOf>[0][]) =>
  mergeReadings(readings.map(readingOf)).map(({ text, lines }) => [text, lines]);

test('a code read in two passes is one code, as the better pass read it', () => {
  expect(merged({ text: 'A', lines: 4 }, { text: 'A', lines: 30 })).toEqual([['A', 30]]);
});

test('the same text at two places is two codes', () => {
  expect(merged({ text: 'A', lines: 4 }, { text: 'A', lines: 4, left: 500 })).toHaveLength(2);
});

test('of two linear readings of one place the one with more lines stays', () => {
  const partial = { text: '2439', lines: 2, symbology: 'itf' as const };
  expect(merged(partial, { text: '2439176023', lines: 40, symbology: 'itf' })).toEqual([['2439176023', 40]]);
});

test('a matrix code beside a linear one stays, even when their boxes touch', () => {
  const matrix = { text: 'M', lines: 0, symbology: 'datamatrix' as const };
  expect(merged(matrix, { text: 'A', lines: 9 })).toHaveLength(2);
});
