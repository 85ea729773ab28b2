import { expect, test } from 'vitest';
import { visibleRuns } from './visible-text';

const shown = (text: string): string =>
  visibleRuns(text)
    .map((run) => (run.invisible ? `[${run.text}]` : run.text))
    .join('');

test('an ordinary serial is one run, single inner spaces included', () => {
  expect(visibleRuns('SN 2024-0O1l')).toEqual([{ text: 'SN 2024-0O1l', invisible: false }]);
});

test('zero-width and direction characters are named by their code point', () => {
  expect(shown('AB\u200bCD\u202e12')).toBe('AB[U+200B]CD[U+202E]12');
});

test('a no-break space is told from a plain one', () => {
  expect(shown('A\u00a0B C')).toBe('A[U+00A0]B C');
});

test('several spaces in a row, and spaces at the ends, are counted', () => {
  expect(shown(' A  B ')).toBe('[␣]A[␣][␣]B[␣]');
});

test('characters outside the basic plane stay whole', () => {
  expect(shown('𝒜😀')).toBe('𝒜😀');
});

test('an empty text has no runs', () => {
  expect(visibleRuns('')).toEqual([]);
});
