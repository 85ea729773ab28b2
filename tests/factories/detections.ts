import type { Detection } from '../../src/lib/scan/detection.ts';
import type { Reading } from '../../src/lib/scan/zxing-wasm-engine.ts';

interface Found {
  text: string;
  symbology?: Detection['symbology'];
  left?: number;
}

/** A code found in a picture, 200 × 50 pixels large. */
export function detected({ text, symbology = 'code128', left = 0 }: Found): Detection {
  const corners: Detection['corners'] = [
    { x: left, y: 0 },
    { x: left + 200, y: 0 },
    { x: left + 200, y: 50 },
    { x: left, y: 50 }
  ];
  return { text, symbology, aim: '', corners, engine: 'zxing-wasm' };
}

/** The same, as an engine reads it. */
export const readingOf = (found: Found & { lines: number }): Reading => ({
  ...detected(found),
  lines: found.lines
});
