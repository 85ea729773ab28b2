import { QRCodeDecoderErrorCorrectionLevel, QRCodeEncoder } from '@zxing/library';

const QUIET = 2;

/** A text as a QR code of half blocks, light on dark as terminals are, with its quiet zone. */
export function terminalQrCode(text: string): string {
  const matrix = QRCodeEncoder.encode(text, QRCodeDecoderErrorCorrectionLevel.L).getMatrix();
  const size = matrix.getWidth();
  const isDark = (x: number, y: number): boolean =>
    x >= 0 && y >= 0 && x < size && y < size && matrix.get(x, y) === 1;
  const lines: string[] = [];
  for (let y = -QUIET; y < size + QUIET; y += 2) {
    let line = '';
    for (let x = -QUIET; x < size + QUIET; x++) {
      const [upper, lower] = [isDark(x, y), isDark(x, y + 1)];
      line += upper ? (lower ? ' ' : '▄') : lower ? '▀' : '█';
    }
    lines.push(line);
  }
  return `${lines.join('\n')}\n`;
}
