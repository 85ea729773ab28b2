import { tiltedBars } from './bar-angles.ts';
import type { Detection, Effort } from './detection.ts';
import type { GreyImage } from './grey-image.ts';
import { confirmWeak } from './line-vote.ts';
import { mergeReadings } from './merge-readings.ts';
import { negative } from './negative-image.ts';
import { sharpen } from './sharpened-image.ts';
import { checkStrength, isLinear, type Symbology } from './symbology.ts';
import { cornersBack, turnLevel } from './turned-image.ts';
import type { ReaderSettings, Reading, WasmReader } from './zxing-wasm-engine.ts';

/**
 * What is done to one picture, in order of worth.
 *
 *   level      the picture as it is
 *   grid       Data Matrix once more, everywhere: a fast look finds a few of a sheet of twenty
 *   tilted     each direction in which bars lie askew, that part turned level: linear codes only
 *   merge      one reading a place
 *   vote       linear codes that few lines of pixels read alike are read again, closer
 *   negative   when all that gave nothing and there is time: linear codes in white on black
 *   sharpen    when that gave nothing either: the same once more on a sharpened picture
 */
interface EffortPlan {
  settings: ReaderSettings;
  /** For Data Matrix alone; null where the settings look everywhere already. */
  grid: ReaderSettings | null;
  /** Directions of bars to follow, at most. */
  tilts: number;
  /** Whether a picture that gave nothing is read again, as its negative and sharpened. */
  insists: boolean;
}

const FAST: ReaderSettings = {
  tryHarder: false,
  tryRotate: true,
  tryInvert: false,
  tryDownscale: true,
  tryDenoise: false,
  binarizer: 'local'
};

/** A Data Matrix is found from its edges at any turn and size: neither is worth a second look here. */
const GRID: ReaderSettings = { ...FAST, tryHarder: true, tryRotate: false, tryDownscale: false };

const PLANS: Record<Effort, EffortPlan> = {
  fast: { settings: FAST, grid: GRID, tilts: 1, insists: false },
  full: { settings: { ...FAST, tryHarder: true, tryInvert: true }, grid: null, tilts: 3, insists: true }
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
  const input = { reader, image, formats, plan };
  const looks = plan.insists ? [readOnce, readNegative, readSharpened] : [readOnce];
  for (const look of looks) {
    const readings = look(input);
    if (readings.length > 0) return readings.map(toDetection);
  }
  return [];
}

/** White on black: the reader itself turns the colours of matrix codes only. */
function readNegative(input: OnceInput): Reading[] {
  const formats = input.formats.filter(isLinear);
  return formats.length > 0 ? readOnce({ ...input, image: negative(input.image), formats }) : [];
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
  const { settings, grid, tilts } = plan;
  const linear = formats.filter(isLinear);
  const level = reader(image, formats, settings);
  const sheet = grid && formats.includes('datamatrix') ? reader(image, ['datamatrix'], grid) : [];
  const tilted = linear.length > 0 ? readTilted({ reader, image, linear, settings, tilts }) : [];
  return confirmWeak(
    { reader, image, formats: linear, settings },
    mergeReadings([...level, ...sheet, ...tilted])
  );
}

interface TiltedInput extends Pick<PassesInput, 'reader' | 'image'>, Pick<EffortPlan, 'settings' | 'tilts'> {
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
