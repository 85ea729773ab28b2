import type { PixelImage } from './detection.ts';

/** A picture of one byte a pixel, 0 black to 255 white. */
export interface GreyImage {
  data: Uint8Array;
  width: number;
  height: number;
}

/**
 * The brightness of a picture (ITU-R BT.601). What is transparent stands on
 * white paper, as a code exported without a background expects.
 * @returns null when the length of `data` fits neither RGBA nor grey
 */
export function toGrey(image: PixelImage): GreyImage | null {
  const { data, width, height } = image;
  const pixels = width * height;
  if (!Number.isInteger(width) || !Number.isInteger(height) || width < 1 || height < 1) return null;
  if (data.length === pixels) {
    return { data: new Uint8Array(data.buffer, data.byteOffset, data.length), width, height };
  }
  return data.length === pixels * 4 ? { data: brightness(data, pixels), width, height } : null;
}

function brightness(rgba: Uint8ClampedArray | Uint8Array, pixels: number): Uint8Array {
  const grey = new Uint8Array(pixels);
  for (let pixel = 0, at = 0; pixel < pixels; pixel++, at += 4) {
    const light = (306 * rgba[at]! + 601 * rgba[at + 1]! + 117 * rgba[at + 2]! + 512) >> 10;
    const alpha = rgba[at + 3]!;
    grey[pixel] = alpha === 255 ? light : (light * alpha + 255 * (255 - alpha) + 127) / 255;
  }
  return grey;
}
