import type { Region } from './bar-angles.ts';
import type { Corners, Point } from './detection.ts';
import type { GreyImage } from './grey-image.ts';

/** A part of a picture, turned level, that knows the way back. */
export interface TurnedImage {
  image: GreyImage;
  /** From a place in the turned part to that place in the whole picture. */
  back: (point: Point) => Point;
}

export interface Turn {
  /** The tilt that is taken back, in degrees clockwise. */
  degrees: number;
  /** Pixels along a line for each one there was: with one, bars of two pixels run together in the turn. */
  stretch: number;
}

/** Turns a part of a picture level. */
export function turnLevel(whole: GreyImage, region: Region, { degrees, stretch }: Turn): TurnedImage {
  const radians = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  const width = stretch * Math.ceil(region.width * Math.abs(cos) + region.height * Math.abs(sin));
  const height = Math.ceil(region.width * Math.abs(sin) + region.height * Math.abs(cos));
  const [middleX, middleY] = [region.left + region.width / 2, region.top + region.height / 2];
  const back = ({ x, y }: Point): Point => ({
    x: middleX + ((x - width / 2) * cos) / stretch - (y - height / 2) * sin,
    y: middleY + ((x - width / 2) * sin) / stretch + (y - height / 2) * cos
  });
  const origin = back({ x: 0, y: 0 });
  const data = sampleAlong(whole, { origin, cos, sin, stretch, width, height });
  return { image: { data, width, height }, back };
}

export const cornersBack = (corners: Corners, back: TurnedImage['back']): Corners => [
  back(corners[0]),
  back(corners[1]),
  back(corners[2]),
  back(corners[3])
];

interface Path {
  origin: Point;
  cos: number;
  sin: number;
  stretch: number;
  width: number;
  height: number;
}

/** Bilinear; outside the picture is paper. */
function sampleAlong(whole: GreyImage, { origin, cos, sin, stretch, width, height }: Path): Uint8Array {
  const { data, width: stride, height: rows } = whole;
  const result = new Uint8Array(width * height).fill(255);
  for (let row = 0, at = 0; row < height; row++) {
    let x = origin.x - row * sin;
    let y = origin.y + row * cos;
    for (let column = 0; column < width; column++, at++, x += cos / stretch, y += sin / stretch) {
      if (x < 0 || y < 0 || x >= stride - 1 || y >= rows - 1) continue;
      const [left, top] = [x | 0, y | 0];
      const [right, down] = [x - left, y - top];
      const corner = top * stride + left;
      const above = data[corner]! + (data[corner + 1]! - data[corner]!) * right;
      const low = data[corner + stride]!;
      const below = low + (data[corner + stride + 1]! - low) * right;
      result[at] = above + (below - above) * down + 0.5;
    }
  }
  return result;
}
