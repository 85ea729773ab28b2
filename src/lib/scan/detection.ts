import type { Symbology } from './symbology.ts';

/** A place in the picture, in pixels from its top left. */
export interface Point {
  x: number;
  y: number;
}

/** Top left, top right, bottom right, bottom left — of the code, as printed, not of the picture. */
export type Corners = [Point, Point, Point, Point];

/** What read a code: zxing-cpp in WebAssembly, or the JavaScript port where WebAssembly cannot run. */
export type Engine = 'zxing-wasm' | 'zxing-js';

/** One code found in a picture. */
export interface Detection {
  /** The content as encoded: GS (U+001D) kept, no symbology identifier in front. */
  text: string;
  symbology: Symbology;
  /** Symbology identifier of ISO/IEC 15424, e.g. `]d2`. */
  aim: string;
  corners: Corners;
  engine: Engine;
}

/** Pixels by rows: RGBA (4 bytes each) or grey (1 byte each), told apart by the length of `data`. */
export interface PixelImage {
  data: Uint8ClampedArray | Uint8Array;
  width: number;
  height: number;
}

/** A picture to read: pixels, or a bitmap that the worker draws for itself. A decoder is given it, not lent. */
export type Frame = PixelImage | ImageBitmap;

/** `fast`: every frame of a video; `full`: everything worth trying. */
export type Effort = 'fast' | 'full';

export interface DecodeOptions {
  /** What to look for; without it, everything a warehouse label holds. */
  formats?: readonly Symbology[];
  /** Without it, `full`. */
  effort?: Effort;
}
