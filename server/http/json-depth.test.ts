import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nestsDeeperThan } from './json-depth.ts';

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

test('any JSON nests deeper than every depth below its own and no other, texts of brackets included', () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^[[\]{}"\\]*$/));
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 6 },
      text,
      fc.integer(),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(text, tie('value'), { maxKeys: 3 })
    )
  })).value;
  fc.assert(
    fc.property(json, (value) => {
      const depth = depthOf(value);
      const written = JSON.stringify(value);
      expect(nestsDeeperThan(written, depth)).toBe(false);
      if (depth > 0) expect(nestsDeeperThan(written, depth - 1)).toBe(true);
    }),
    { numRuns: 500 }
  );
});

test('a text that is never closed ends the scan', () => {
  expect(nestsDeeperThan('{"a', 5)).toBe(false);
  expect(nestsDeeperThan(`"${'\\'.repeat(9)}`, 5)).toBe(false);
});
