import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('../../app.css', import.meta.url), 'utf8');

/** The tokens of one block of the style sheet. */
function tokensOf(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf('\n}', start));
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name, hex]) => [name ?? '', hex ?? ''])
  );
}

const light = tokensOf(':root');
const themes = { light, dark: new Map([...light, ...tokensOf(":root[data-theme='dark']")]) };

/** Relative luminance of a colour, WCAG 2.2. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const tones = ['ok', 'moving', 'care', 'out', 'bad', 'idle'];
const grounds = ['page', 'surface', 'sunk'];

const readable: [string, string][] = [
  ...grounds.flatMap((ground): [string, string][] => [
    ['ink', ground],
    ['ink-2', ground]
  ]),
  ...tones.map((tone): [string, string] => [`${tone}-ink`, `${tone}-tint`]),
  ...tones.map((tone): [string, string] => ['on-solid', `${tone}-solid`]),
  ['on-brand', 'brand'],
  ['on-brand', 'brand-2'],
  ['accent', 'surface'],
  ['accent', 'accent-tint'],
  ['bad-ink', 'page'],
  ['bad-ink', 'surface'],
  ['care-ink', 'page'],
  ['moving-ink', 'surface'],
  ['on-chrome', 'chrome'],
  ['on-chrome-2', 'chrome']
];

const visible: [string, string][] = grounds.flatMap((ground): [string, string][] => [
  ['control', ground],
  ['focus', ground]
]);

describe.each(Object.entries(themes))('in the %s theme', (_, tokens) => {
  const pairsBelow = (pairs: readonly [string, string][], ratio: number) =>
    pairs.flatMap(([front, back]) => {
      const measured = contrast(tokens.get(front) ?? 'missing', tokens.get(back) ?? 'missing');
      return measured >= ratio ? [] : [`${front} on ${back}: ${measured.toFixed(2)}`];
    });

  test('text and status can be read in sunlight: 7:1', () => {
    expect(pairsBelow(readable, 7)).toEqual([]);
  });

  test('borders of controls and the focus ring can be seen: 3:1', () => {
    expect(pairsBelow(visible, 3)).toEqual([]);
  });
});
