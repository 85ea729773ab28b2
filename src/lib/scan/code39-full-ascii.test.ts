import { expect, test } from 'vitest';
import { fullAsciiOf } from './code39-full-ascii.ts';

test.each([
  ['+A+B+C', 'abc'],
  ['12+A+B', '12ab'],
  ['E+X+T+E+N+D+E+D /A%J/J/C', 'Extended !?*#'],
  ['+A+B%V/Z$I', 'ab@:\t']
])('%s spells %s', (text, full) => {
  expect(fullAsciiOf(text)).toBe(full);
});

test.each(['SN-0001', '10/A/B', '+A123BJC5D6E71G', '+A99912345/$$52001510X3', '+A+B+1', 'A+B'])(
  '%s stands as it is',
  (text) => {
    expect(fullAsciiOf(text)).toBeNull();
  }
);
