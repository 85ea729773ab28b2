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

test.each([
  ['NUL', '\u0000', 'U+0000'],
  ['an escape', '\u001b', 'U+001B'],
  ['a line separator', '\u2028', 'U+2028'],
  ['half of a pair', '\ud83d', 'U+D83D'],
  ['a variation selector', '\ufe0f', 'U+FE0F'],
  ['a combining joiner', '\u034f', 'U+034F'],
  ['a Hangul filler', '\u3164', 'U+3164'],
  ['a tag character', '\u{e0041}', 'U+E0041'],
  ['a no-character', '\ufffe', 'U+FFFE']
])('%s is named', (_, character, name) => {
  expect(shown(`A${character}B`)).toBe(`A[${name}]B`);
});

test('a script stays the text it is', () => {
  const script = '<script>alert(1)</script>';
  expect(visibleRuns(script)).toEqual([{ text: script, invisible: false }]);
});
