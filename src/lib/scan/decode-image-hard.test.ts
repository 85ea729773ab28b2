import { describe, expect, test } from 'vitest';
import { drawLabel, type DrawnCode } from '../../../tests/factories/label-image.ts';
import { decodeImage } from './decode-image.ts';
import type { PixelImage } from './detection.ts';
import { negative } from './negative-image.ts';
import { toGrey } from './grey-image.ts';

const whiteOnBlack = (image: PixelImage): PixelImage => {
  const grey = toGrey(image);
  if (!grey) throw new Error('no picture');
  return negative(grey);
};

const texts = async (image: PixelImage, effort: 'fast' | 'full'): Promise<string[]> =>
  (await decodeImage(image, { effort })).map(({ text }) => text).sort();

describe('codes printed white on black', () => {
  test.each([
    ['code128', 'SN-0001', 'SN-0001'],
    ['gs1-128', '(01)09501234567891(21)SN-0001', '010950123456789121SN-0001'],
    ['code39', 'SN-0001', 'SN-0001'],
    ['ean13', '9501234567891', '9501234567891'],
    ['interleaved2of5', '0829220875', '0829220875'],
    ['datamatrix', 'SN-0001', 'SN-0001'],
    ['qrcode', 'SN-0001', 'SN-0001']
  ])('%s is read in full, level and turned', async (bcid, text, reads) => {
    for (const roll of [0, 12, 25]) {
      const label = await drawLabel({ codes: [{ bcid, text, scale: 2 }], damage: { roll } });
      expect(await texts(whiteOnBlack(label), 'full')).toEqual([reads]);
    }
  });
});

describe('a sheet of twenty square codes', () => {
  const serials = Array.from({ length: 20 }, (_, at) => `SN-${1000 + at}`);

  test.each([
    ['datamatrix', 0],
    ['datamatrix', 12],
    ['gs1datamatrix', 0],
    ['gs1datamatrix', 12],
    ['qrcode', 0],
    ['qrcode', 12]
  ])('of %s turned by %d° is read whole by one fast look', async (bcid, roll) => {
    const gs1 = bcid.startsWith('gs1');
    const codes = serials.map((serial, at): DrawnCode => ({
      bcid,
      text: gs1 ? `(01)09501234567891(21)${serial}` : serial,
      scale: 3,
      at: { x: 250 + (at % 5) * 200, y: 150 + Math.floor(at / 5) * 190 }
    }));
    const sheet = await drawLabel({
      codes,
      damage: { roll, blur: 0.8, noise: 8 },
      width: 1400,
      height: 1000
    });
    expect(await texts(sheet, 'fast')).toEqual(
      serials.map((serial) => (gs1 ? `010950123456789121${serial}` : serial))
    );
  });
});
