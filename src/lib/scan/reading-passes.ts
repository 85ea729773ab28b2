import type { Detection, Effort } from './detection.ts';
import type { GreyImage } from './grey-image.ts';
import type { Symbology } from './symbology.ts';
import type { ReaderSettings, Reading, WasmReader } from './zxing-wasm-engine.ts';

const FAST: ReaderSettings = {
  tryHarder: false,
  tryRotate: true,
  tryInvert: false,
  tryDownscale: true,
  tryDenoise: false,
  binarizer: 'local'
};

const FULL: ReaderSettings = { ...FAST, tryHarder: true, tryInvert: true };

interface PassesInput {
  reader: WasmReader;
  image: GreyImage;
  formats: readonly Symbology[];
  effort: Effort;
}

/** Reads a picture as hard as asked. */
export function readInPasses({ reader, image, formats, effort }: PassesInput): Detection[] {
  return reader(image, formats, effort === 'fast' ? FAST : FULL).map(withoutLines);
}

function withoutLines({ lines: _, ...detection }: Reading): Detection {
  return detection;
}
