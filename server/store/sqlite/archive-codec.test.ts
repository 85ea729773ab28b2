import fc from 'fast-check';
import { expect, test } from 'vitest';
import { movementFactory } from '../../../tests/factories/movements.ts';
import { packPayload, unpackPayload } from './archive-codec.ts';

test('any text comes out as it went in', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 2000 }), (text) => {
      expect(unpackPayload(packPayload(text))).toBe(text);
    })
  );
});

test('a movement takes less than half of its room', () => {
  const json = JSON.stringify(movementFactory(1)({ document: 'BL-1042', rawScan: '0109521234000013211234' }));
  expect(packPayload(json).length).toBeLessThan(json.length / 2);
});

test('what was packed with an unknown dictionary is not guessed at', () => {
  const packed = packPayload('{}');
  packed[0] = 99;
  expect(() => unpackPayload(packed)).toThrow('dictionary');
});
