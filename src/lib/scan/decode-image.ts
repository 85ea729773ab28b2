import type { DecodeOptions, Detection, PixelImage } from './detection.ts';
import { toGrey, type GreyImage } from './grey-image.ts';
import { readInPasses } from './reading-passes.ts';
import { LABEL_SYMBOLOGIES, namedSymbologies, type Symbology } from './symbology.ts';
import { canRunWasm } from './wasm-source.ts';
import { openWasmReader, type WasmReader } from './zxing-wasm-engine.ts';

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
 */
export async function decodeImage(image: PixelImage, options: DecodeOptions = {}): Promise<Detection[]> {
  const grey = toGrey(image);
  if (!grey) return [];
  const formats = options.formats?.length ? namedSymbologies(options.formats) : LABEL_SYMBOLOGIES;
  if (formats.length === 0) return [];
  const reader = await wasmReader();
  if (!reader) return readWithFallback(grey, formats);
  return readInPasses({ reader, image: grey, formats, effort: options.effort ?? 'full' });
}

async function wasmReader(): Promise<WasmReader | null> {
  if (!canRunWasm()) return null;
  try {
    return await openWasmReader();
  } catch {
    // A policy that forbids compiling shows itself only here.
    return null;
  }
}

async function readWithFallback(image: GreyImage, formats: readonly Symbology[]): Promise<Detection[]> {
  const { readWithJavaScript } = await import('./zxing-js-engine.ts');
  return readWithJavaScript(image, formats);
}
