import { tiltedBars } from './bar-angles.ts';
import type { Detection, Effort } from './detection.ts';
import type { GreyImage } from './grey-image.ts';
import { confirmWeak } from './line-vote.ts';
import { mergeReadings } from './merge-readings.ts';
import { sharpen } from './sharpened-image.ts';
import { checkStrength, isLinear, type Symbology } from './symbology.ts';
import { cornersBack, turnLevel } from './turned-image.ts';
import type { ReaderSettings, Reading, WasmReader } from './zxing-wasm-engine.ts';

/**
 * What is done to one picture, in order of worth.
 *
 *   level      the picture as it is
 *   tilted     each direction in which bars lie askew, that part turned level: linear codes only
 *   merge      one reading a place
 *   vote       linear codes that few lines of pixels read alike are read again, closer
 *   sharpen    when all that gave nothing and there is time: the same once more on a sharpened picture
 */
interface EffortPlan {
  settings: ReaderSettings;
  /** Directions of bars to follow, at most. */
  tilts: number;
  sharpens: boolean;
}

const FAST: ReaderSettings = {
  tryHarder: false,
  tryRotate: true,
  tryInvert: false,
  tryDownscale: true,
  tryDenoise: false,
  binarizer: 'local'
};

const PLANS: Record<Effort, EffortPlan> = {
  fast: { settings: FAST, tilts: 1, sharpens: false },
  full: { settings: { ...FAST, tryHarder: true, tryInvert: true }, tilts: 3, sharpens: true }
};

export interface PassesInput {
  reader: WasmReader;
  image: GreyImage;
  formats: readonly Symbology[];
  effort: Effort;
}

/** Reads a picture as hard as asked. */
export function readInPasses({ reader, image, formats, effort }: PassesInput): Detection[] {
  const plan = PLANS[effort];
  const readings = readOnce({ reader, image, formats, plan });
  const again = readings.length === 0 && plan.sharpens;
  return (again ? readSharpened({ reader, image, formats, plan }) : readings).map(toDetection);
}

/** Noise that is sharpened too can pass for digits: what one digit alone checks is left out. */
function readSharpened(input: OnceInput): Reading[] {
  const formats = input.formats.filter((format) => checkStrength(format) !== 'digit');
  return formats.length > 0 ? readOnce({ ...input, image: sharpen(input.image), formats }) : [];
}

interface OnceInput extends Omit<PassesInput, 'effort'> {
  plan: EffortPlan;
}

function readOnce({ reader, image, formats, plan }: OnceInput): Reading[] {
  const { settings, tilts } = plan;
  const linear = formats.filter(isLinear);
  const level = reader(image, formats, settings);
  const tilted = linear.length > 0 ? readTilted({ reader, image, linear, settings, tilts }) : [];
  return confirmWeak({ reader, image, formats: linear, settings }, mergeReadings([...level, ...tilted]));
}

interface TiltedInput extends Pick<PassesInput, 'reader' | 'image'>, Omit<EffortPlan, 'sharpens'> {
  linear: readonly Symbology[];
}

function readTilted({ reader, image, linear, settings, tilts }: TiltedInput): Reading[] {
  return tiltedBars(image, tilts).flatMap(({ region, degrees }) => {
    const turned = turnLevel(image, region, { degrees, stretch: 2 });
    return reader(turned.image, linear, { ...settings, tryRotate: false }).map((reading) => ({
      ...reading,
      corners: cornersBack(reading.corners, turned.back)
    }));
  });
}

function toDetection({ lines: _, ...detection }: Reading): Detection {
  return detection;
}
