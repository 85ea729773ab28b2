import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseScan } from './parse-scan.ts';

test('no text makes the parser throw', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.constantFrom('', ']C1', ']d1', ']E0', '[)>'),
      (text, lead) => {
        expect(parseScan(lead + text).problems).toBeInstanceOf(Array);
      }
    )
  );
});
