import { tiltedBars } from './bar-angles.ts';
import type { Detection, Effort } from './detection.ts';
import type { GreyImage } from './grey-image.ts';
import { confirmWeak } from './line-vote.ts';
import { mergeReadings } from './merge-readings.ts';
import { isLinear, type Symbology } from './symbology.ts';
import { cornersBack, turnLevel } from './turned-image.ts';
import type { ReaderSettings, Reading, WasmReader } from './zxing-wasm-engine.ts';

/**
 * What is done to one picture, in order of worth.
 *
 *   level      the picture as it is
 *   tilted     each direction in which bars lie askew, that part turned level: linear codes only
 *   merge      one reading a place
 *   vote       linear codes that few lines of pixels read alike are read again, closer
 */
interface EffortPlan {
  settings: ReaderSettings;
  /** Directions of bars to follow, at most. */
  tilts: number;
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
  fast: { settings: FAST, tilts: 1 },
  full: { settings: { ...FAST, tryHarder: true, tryInvert: true }, tilts: 3 }
};

export interface PassesInput {
  reader: WasmReader;
  image: GreyImage;
  formats: readonly Symbology[];
  effort: Effort;
}

/** Reads a picture as hard as asked. */
export function readInPasses({ reader, image, formats, effort }: PassesInput): Detection[] {
  const { settings, tilts } = PLANS[effort];
  const linear = formats.filter(isLinear);
  const level = reader(image, formats, settings);
  const tilted = linear.length > 0 ? readTilted({ reader, image, linear, settings, tilts }) : [];
  const readings = mergeReadings([...level, ...tilted]);
  return confirmWeak({ reader, image, formats: linear, settings }, readings).map(toDetection);
}

interface TiltedInput extends Pick<PassesInput, 'reader' | 'image'>, EffortPlan {
  linear: readonly Symbology[];
}

function readTilted({ reader, image, linear, settings, tilts }: TiltedInput): Reading[] {
  return tiltedBars(image, tilts).flatMap(({ region, degrees }) => {
    const turned = turnLevel(image, region, degrees);
    return reader(turned.image, linear, settings).map((reading) => ({
      ...reading,
      corners: cornersBack(reading.corners, turned.back)
    }));
  });
}

function toDetection({ lines: _, ...detection }: Reading): Detection {
  return detection;
}
