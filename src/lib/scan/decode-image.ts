import type { DecodeOptions, Detection, Engine, PixelImage } from './detection.ts';
import { toGrey, type GreyImage } from './grey-image.ts';
import { readInPasses } from './reading-passes.ts';
import { LABEL_SYMBOLOGIES, namedSymbologies, type Symbology } from './symbology.ts';
import { canRunWasm } from './wasm-source.ts';
import { openWasmReader } from './zxing-wasm-engine.ts';

export type { DecodeOptions, Detection, PixelImage } from './detection.ts';

/**
 * Finds every code in a picture. Runs in Node, in a window and in a worker; it
 * works on the calling thread, so pictures of a camera go through
 * `createWorkerDecoder` instead.
 *
 * @param image RGBA or grey pixels
 * @param options `formats` what to look for (default: what a warehouse label
 *   holds), `effort` how long to try (default `full`)
 * @returns what was read, in no particular order; empty when there is nothing,
 *   and for data that is not a picture
 * @throws when the WebAssembly cannot be loaded although it could run here: a
 *   weaker reader in its stead would go unnoticed, and a later call tries again
 */
export async function decodeImage(image: PixelImage, options: DecodeOptions = {}): Promise<Detection[]> {
  const grey = toGrey(image);
  if (!grey) return [];
  const formats = options.formats?.length ? namedSymbologies(options.formats) : LABEL_SYMBOLOGIES;
  if (formats.length === 0) return [];
  if (!canRunWasm()) return readWithFallback(grey, formats);
  const reader = await openWasmReader();
  return readInPasses({ reader, image: grey, formats, effort: options.effort ?? 'full' });
}

/** What reads pictures in this place. */
export const engineHere = (): Engine => (canRunWasm() ? 'zxing-wasm' : 'zxing-js');

async function readWithFallback(image: GreyImage, formats: readonly Symbology[]): Promise<Detection[]> {
  const { readWithJavaScript } = await import('./zxing-js-engine.ts');
  return readWithJavaScript(image, formats);
}
