import { expect, test } from 'vitest';
import { readingOf } from '../../../tests/factories/detections.ts';
import { confirmWeak } from './line-vote.ts';
import type { WasmReader } from './zxing-wasm-engine.ts';

type Vote = Parameters<typeof readingOf>[0];

/** The texts that stay of a first reading, when the second one sees these. */
function standing(first: Vote, second: readonly Vote[]): string[] {
  const image = { data: new Uint8Array(600 * 100), width: 600, height: 100 };
  const reader: WasmReader = () => second.map(readingOf);
  const settings = {
    tryHarder: true,
    tryRotate: true,
    tryInvert: false,
    tryDownscale: true,
    tryDenoise: false,
    binarizer: 'local' as const
  };
  return confirmWeak({ reader, image, formats: ['code128'], settings }, [readingOf(first)]).map(
    ({ text }) => text
  );
}

test('what many lines read stands by itself', () => {
  expect(standing({ text: 'A', lines: 30 }, [])).toEqual(['A']);
});

test('what few lines read stands when more of them agree at a closer look', () => {
  expect(standing({ text: 'A', lines: 2 }, [{ text: 'A', lines: 6 }])).toEqual(['A']);
});

test('it falls when the closer look sees nothing, too little, or nearly as much of something else', () => {
  expect(standing({ text: 'A', lines: 2 }, [])).toEqual([]);
  expect(standing({ text: 'A', lines: 2 }, [{ text: 'A', lines: 3 }])).toEqual([]);
  expect(
    standing({ text: 'A', lines: 2 }, [
      { text: 'A', lines: 6 },
      { text: 'B', lines: 4 }
    ])
  ).toEqual([]);
});

test('an EAN, with its one digit, needs very many lines, or a closer look and a good share of the lines there', () => {
  const ean = { text: '9501234567891', symbology: 'ean13' as const };
  expect(standing({ ...ean, lines: 90 }, [])).toEqual([ean.text]);
  expect(standing({ ...ean, lines: 40 }, [])).toEqual([]);
  expect(standing({ ...ean, lines: 40 }, [{ ...ean, lines: 10 }])).toEqual([]);
  expect(standing({ ...ean, lines: 40 }, [{ ...ean, lines: 40 }])).toEqual([ean.text]);
});

test('an ITF of four digits is any stripes', () => {
  expect(standing({ text: '1234', symbology: 'itf', lines: 90 }, [])).toEqual([]);
});

test('matrix codes correct themselves and need no vote', () => {
  expect(standing({ text: 'A', symbology: 'qrcode', lines: 0 }, [])).toEqual(['A']);
});
