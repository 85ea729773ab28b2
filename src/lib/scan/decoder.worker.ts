import type { DecodeAnswer, DecodeRequest } from './decoder-messages.ts';
import { decodeImage, engineHere } from './decode-image.ts';
import type { Frame, PixelImage } from './detection.ts';
import { useWasmAt } from './wasm-source.ts';

/** The decoder's thread: pixels in, detections out. */

let canvas: OffscreenCanvas | undefined;

function pixelsOf(frame: Frame): PixelImage {
  if ('data' in frame) return frame;
  const { width, height } = frame;
  canvas ??= new OffscreenCanvas(width, height);
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no 2d context');
  context.drawImage(frame, 0, 0);
  frame.close();
  return context.getImageData(0, 0, width, height);
}

async function answer({ frame, options, wasmUrl }: DecodeRequest): Promise<DecodeAnswer> {
  try {
    useWasmAt(wasmUrl);
    const pixels = pixelsOf(frame);
    const { width, height } = pixels;
    const detections = await decodeImage(pixels, options);
    return { ok: true, detections, engine: engineHere(), width, height };
  } catch {
    return { ok: false };
  }
}

self.onmessage = async (event: MessageEvent<DecodeRequest>) => {
  self.postMessage(await answer(event.data));
};
