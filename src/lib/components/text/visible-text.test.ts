import { expect, test } from 'vitest';
import { visibleName, visibleRuns } from './visible-text';

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

const asCode = (text: string): string =>
  visibleRuns(text, 'code')
    .map((run) => (run.invisible ? `[${run.text}]` : run.text))
    .join('');

test.each([
  ['Cyrillic', 'A1', '\u04101', '\u0410[U+0410]1'],
  ['a ligature', 'fi1', '\ufb011', '\ufb01[U+FB01]1'],
  ['a raised digit', 'A2', 'A\u00b2', 'A\u00b2[U+00B2]'],
  ['full width', 'A1', '\uff21\uff11', '\uff21[U+FF21]\uff11[U+FF11]'],
  ['a hyphen that is none', 'A-1', 'A\u20101', 'A\u2010[U+2010]1'],
  ['Arabic digits', '12', '\u0661\u0662', '\u0661[U+0661]\u0662[U+0662]'],
  ['a soft hyphen', 'SN0001', 'SN\u00ad0001', 'SN[U+00AD]0001']
])('two codes never look the same: %s', (_, plain, strange, shownAs) => {
  expect(asCode(plain)).toBe(plain);
  expect(asCode(strange)).toBe(shownAs);
});

test.each(['STRASSE-1', 'straße-1', 'N° 1é', '漢字1'])(
  'a letter that looks like no other stays plain: %s',
  (text) => {
    expect(asCode(text).replace('°[U+00B0]', '°')).toBe(text);
  }
);

test('a name may be in any alphabet; only what is invisible in it is named', () => {
  expect(shown('Экран 24″')).toBe('Экран 24″');
  expect(visibleName('Écran\u202etxt.exe')).toBe('Écran[U+202E]txt.exe');
});
