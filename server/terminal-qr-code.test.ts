import { BinaryBitmap, GlobalHistogramBinarizer, QRCodeReader, RGBLuminanceSource } from '@zxing/library';
import { expect, test } from 'vitest';
import { terminalQrCode } from './terminal-qr-code.ts';

/** Each character is two modules, one above the other; 4 pixels a module. */
function toBitmap(drawn: string): BinaryBitmap {
  const lines = drawn.trimEnd().split('\n');
  const rows = lines.flatMap((line) => {
    const upper = [...line].map((one) => one === '█' || one === '▀');
    const lower = [...line].map((one) => one === '█' || one === '▄');
    return [upper, lower];
  });
  const scale = 4;
  const width = (rows[0]?.length ?? 0) * scale;
  const height = rows.length * scale;
  const grey = Uint8ClampedArray.from({ length: width * height }, (_, at) => {
    const x = Math.floor((at % width) / scale);
    const y = Math.floor(at / width / scale);
    return rows[y]?.[x] ? 255 : 0;
  });
  return new BinaryBitmap(new GlobalHistogramBinarizer(new RGBLuminanceSource(grey, width, height)));
}

test('what the terminal shows reads as the link', () => {
  const link = `http://localhost:8787/installation#${'a'.repeat(43)}`;
  expect(new QRCodeReader().decode(toBitmap(terminalQrCode(link))).getText()).toBe(link);
});
