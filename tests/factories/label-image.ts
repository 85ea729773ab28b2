import bwipjs from 'bwip-js/node';
import { PNG } from 'pngjs';
import type { PixelImage } from '../../src/lib/scan/detection.ts';
import { blur, canvasOf, noise, paste, seededRandom, smear, turn, type Canvas } from './grey-canvas.ts';

/**
 * Labels drawn for tests and benchmarks: codes on white paper as a camera would
 * see them. Everything that chance decides comes from the seed.
 */

/** One code: a bwip-js encoder name, its text, and where it stands. */
export interface DrawnCode {
  bcid: string;
  text: string;
  /** Pixels of one module; 3 unless told. */
  scale?: number;
  /** Height of the bars of a linear code in millimetres at 72 dpi times `scale`; bwip-js's own unless told. */
  height?: number;
  /** Top left on the paper; centred unless told. */
  at?: { x: number; y: number };
  /** Further options of the encoder. */
  options?: Record<string, string | number | boolean>;
}

/** What the way through the lens does to the label. */
export interface Damage {
  /** Sigma of a Gaussian blur, in pixels. */
  blur: number;
  /** Length of a horizontal smear, in pixels. */
  motion: number;
  /** Turn of the label, in degrees clockwise. */
  roll: number;
  /** How much smaller the far side is than the near one, 0–1. */
  perspective: number;
  /** Sigma of the noise, of 255. */
  noise: number;
}

export const CLEAN: Damage = { blur: 0, motion: 0, roll: 0, perspective: 0, noise: 0 };

export interface LabelSpec {
  codes: readonly DrawnCode[];
  damage?: Partial<Damage>;
  width?: number;
  height?: number;
  seed?: number;
}

/** Draws a label as grey pixels. */
export async function drawLabel(spec: LabelSpec): Promise<PixelImage> {
  const { codes, width = 1280, height = 720, seed = 1 } = spec;
  const damage = { ...CLEAN, ...spec.damage };
  const canvas = canvasOf(width, height, 255);
  for (const code of codes) {
    const drawn = await drawCode(code);
    const at = code.at ?? {
      x: Math.round((width - drawn.width) / 2),
      y: Math.round((height - drawn.height) / 2)
    };
    paste(canvas, drawn, at);
  }
  return spoil(canvas, damage, seed);
}

/** Draws one code alone, with a quiet zone of ten modules. */
export async function drawCode(code: DrawnCode): Promise<Canvas> {
  const { bcid, text, scale = 3, height, options = {} } = code;
  const bytes = await bwipjs.toBuffer({
    bcid,
    text,
    scale,
    padding: 10,
    backgroundcolor: 'FFFFFF',
    ...(height === undefined ? {} : { height }),
    ...options
  });
  const { data, width, height: rows } = PNG.sync.read(bytes);
  const grey = canvasOf(width, rows, 255);
  for (let at = 0; at < grey.data.length; at++) grey.data[at] = data[at * 4] ?? 255;
  return grey;
}

function spoil(canvas: Canvas, damage: Damage, seed: number): Canvas {
  let spoilt = canvas;
  if (damage.roll !== 0 || damage.perspective !== 0) spoilt = turn(spoilt, damage);
  if (damage.blur > 0) spoilt = blur(spoilt, damage.blur);
  if (damage.motion > 1) spoilt = smear(spoilt, damage.motion);
  if (damage.noise > 0) spoilt = noise(spoilt, damage.noise, seededRandom(seed));
  return spoilt;
}

/** The same label as a colour picture, as a canvas hands it out. */
export function toRgba({ data, width, height }: PixelImage): PixelImage {
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let pixel = 0; pixel < width * height; pixel++) {
    rgba.fill(data[pixel] ?? 0, pixel * 4, pixel * 4 + 3);
    rgba[pixel * 4 + 3] = 255;
  }
  return { data: rgba, width, height };
}
