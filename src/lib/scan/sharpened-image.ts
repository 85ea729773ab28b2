import type { GreyImage } from './grey-image.ts';

/** Half the side of the square that a pixel is compared with: what a lens out of focus smears over. */
const REACH = 3;

/** How much of the difference is added. */
const STRENGTH = 3;

/** Brings back edges that blur and motion flattened (unsharp masking). Adds noise: for a second try only. */
export function sharpen(image: GreyImage): GreyImage {
  const smooth = meanOfColumns(meanOfRows(image));
  const data = new Uint8ClampedArray(image.data.length);
  for (let at = 0; at < data.length; at++) {
    const light = image.data[at]!;
    data[at] = light + STRENGTH * (light - smooth.data[at]!);
  }
  return { ...image, data: new Uint8Array(data.buffer) };
}

function meanOfRows({ data, width, height }: GreyImage): GreyImage {
  const means = new Uint8Array(data.length);
  for (let row = 0; row < height; row++) {
    const line = { start: row * width, step: 1, length: width };
    runningMean(data, means, line);
  }
  return { data: means, width, height };
}

function meanOfColumns({ data, width, height }: GreyImage): GreyImage {
  const means = new Uint8Array(data.length);
  for (let column = 0; column < width; column++) {
    const line = { start: column, step: width, length: height };
    runningMean(data, means, line);
  }
  return { data: means, width, height };
}

interface Line {
  start: number;
  step: number;
  length: number;
}

/** The mean of each pixel's neighbourhood along a line; the line goes on as it ends. */
function runningMean(data: Uint8Array, means: Uint8Array, { start, step, length }: Line): void {
  const last = length - 1;
  const pixel = (at: number): number => data[start + Math.min(last, Math.max(0, at)) * step]!;
  let sum = 0;
  for (let at = -REACH; at <= REACH; at++) sum += pixel(at);
  for (let at = 0; at < length; at++) {
    means[start + at * step] = sum / (2 * REACH + 1) + 0.5;
    sum += pixel(at + REACH + 1) - pixel(at - REACH);
  }
}
