import { expect, test } from 'vitest';
import { agoWords } from './ago-words';

test.each([
  [-5, '0\u00a0s'],
  [11_600, '12\u00a0s'],
  [59_400, '59\u00a0s'],
  [60_000, '1\u00a0min'],
  [3_599_000, '59\u00a0min'],
  [7_200_000, '2\u00a0h']
])('%i ms ago is %s', (ms, words) => {
  expect(agoWords(ms)).toBe(words);
});
