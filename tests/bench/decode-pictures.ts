import type { PixelImage } from '../../src/lib/scan/detection.ts';

/** One picture and what it says. */
export interface Picture {
  name: string;
  image: PixelImage;
  /** The texts that count as right; null for a picture in which nothing may be read. */
  expected: readonly string[] | null;
}

/** Pictures of one kind, made one at a time. */
export interface PictureSet {
  name: string;
  conditions: Record<string, string | number>;
  /** Whether a miss is worth naming: photographs have names, drawn labels numbers. */
  namesMisses: boolean;
  pictures(): AsyncIterable<Picture>;
}
