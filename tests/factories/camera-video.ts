import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { PNG } from 'pngjs';
import type { PixelImage } from '../../src/lib/scan/detection.ts';
import { toGrey, type GreyImage } from '../../src/lib/scan/grey-image.ts';
import { canvasOf, paste } from './grey-canvas.ts';

/**
 * Videos for Chromium's `--use-file-for-fake-video-capture`: uncompressed
 * YUV4MPEG2, which it plays in a loop.
 */

export const CAMERA_WIDTH = 1280;
export const CAMERA_HEIGHT = 720;

/** Writes frames, all of one size with even sides, as a grey video. Each frame is 1.4 MB at 720p. */
export function writeVideo(path: string, frames: readonly PixelImage[], framesPerSecond = 10): void {
  const [first] = frames;
  if (!first) throw new Error('a video needs a frame');
  const file = openSync(path, 'w');
  try {
    writeSync(file, `YUV4MPEG2 W${first.width} H${first.height} F${framesPerSecond}:1 Ip A1:1 C420jpeg\n`);
    const noColour = new Uint8Array((first.width * first.height) / 2).fill(128);
    for (const frame of frames) {
      const grey = toGrey(frame);
      if (!grey) throw new Error('not a picture');
      writeSync(file, 'FRAME\n');
      writeSync(file, grey.data);
      writeSync(file, noColour);
    }
  } finally {
    closeSync(file);
  }
}

/** A picture of pure paper: what the camera sees between two labels. */
export const emptyFrame = (): PixelImage => canvasOf(CAMERA_WIDTH, CAMERA_HEIGHT, 235);

/** Reads a PNG file as pixels. */
export function readPng(path: string): PixelImage {
  const { data, width, height } = PNG.sync.read(readFileSync(path));
  return { data: new Uint8Array(data.buffer, data.byteOffset, data.length), width, height };
}

/** A grey picture as the bytes of a PNG file. */
export function toPng({ data, width, height }: PixelImage): Buffer {
  const png = new PNG({ width, height });
  for (let at = 0; at < width * height; at++) {
    png.data.fill(data[at] ?? 0, at * 4, at * 4 + 3);
    png.data[at * 4 + 3] = 255;
  }
  return PNG.sync.write(png);
}

/** A photograph as a camera frame: enlarged or reduced to fill it, in the middle. */
export function photographFrame(path: string): PixelImage {
  const grey = toGrey(readPng(path));
  if (!grey) throw new Error(`not a picture: ${path}`);
  const factor = Math.min(CAMERA_WIDTH / grey.width, CAMERA_HEIGHT / grey.height) * 0.9;
  const scaled = resize(grey, factor);
  const frame = canvasOf(CAMERA_WIDTH, CAMERA_HEIGHT, 235);
  paste(frame, scaled, {
    x: Math.floor((CAMERA_WIDTH - scaled.width) / 2),
    y: Math.floor((CAMERA_HEIGHT - scaled.height) / 2)
  });
  return frame;
}

/** By averaging when reducing, by nearest pixel when enlarging. */
function resize(image: GreyImage, factor: number): GreyImage {
  const [width, height] = [Math.floor(image.width * factor), Math.floor(image.height * factor)];
  const result = canvasOf(width, height, 0);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) result.data[y * width + x] = average(image, { x, y, factor });
  }
  return result;
}

function average(image: GreyImage, { x, y, factor }: { x: number; y: number; factor: number }): number {
  const [left, top] = [Math.floor(x / factor), Math.floor(y / factor)];
  const right = Math.max(left + 1, Math.floor((x + 1) / factor));
  const bottom = Math.max(top + 1, Math.floor((y + 1) / factor));
  let sum = 0;
  for (let row = top; row < bottom; row++) {
    for (let column = left; column < right; column++) sum += image.data[row * image.width + column] ?? 255;
  }
  return Math.round(sum / ((right - left) * (bottom - top)));
}
