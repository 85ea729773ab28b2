import type { Region } from './bar-angles.ts';
import { boxAround, overlaps } from './boxes.ts';
import type { Corners } from './detection.ts';
import type { GreyImage } from './grey-image.ts';
import { isLinear, isUnchecked, type Symbology } from './symbology.ts';
import { cornersBack, turnLevel } from './turned-image.ts';
import type { ReaderSettings, Reading, WasmReader } from './zxing-wasm-engine.ts';

/**
 * A second opinion on linear codes. That two lines of pixels read alike is not
 * much: a check character is right by chance once in a hundred, and a partial
 * ITF is right whenever its digits are even. So a code that few lines saw is
 * read again, closer and line by line, and stays only when enough lines agree
 * and none of the others has nearly as many.
 */

/** Lines from which a reading needs no second opinion. */
const STRONG = { checked: 8, unchecked: 12 };

/** Lines that must agree in the second reading. */
const ENOUGH = { checked: 4, unchecked: 8 };

/** How many times the lines of any other reading of that place. */
const MAJORITY = 3;

/** ISO/IEC 16390 sets no least length, but two or four digits are met in any stripes. */
const ITF_LEAST_DIGITS = 6;

export interface VoteInput {
  reader: WasmReader;
  image: GreyImage;
  formats: readonly Symbology[];
  settings: ReaderSettings;
}

/** Leaves out the linear readings that do not stand up. */
export function confirmWeak(input: VoteInput, readings: readonly Reading[]): Reading[] {
  return readings.filter((reading) => {
    if (!isLinear(reading.symbology)) return true;
    if (reading.symbology === 'itf' && reading.text.length < ITF_LEAST_DIGITS) return false;
    return reading.lines >= need(STRONG, reading) || standsUp(input, reading);
  });
}

const need = (lines: typeof STRONG, { symbology }: Reading): number =>
  isUnchecked(symbology) ? lines.unchecked : lines.checked;

function standsUp({ reader, image, formats, settings }: VoteInput, reading: Reading): boolean {
  const closer = turnLevel(image, regionAround(reading.corners, image), tiltOf(reading.corners));
  const votes = reader(closer.image, formats, { ...settings, tryHarder: true, tryDownscale: false })
    .map((vote) => ({ ...vote, corners: cornersBack(vote.corners, closer.back) }))
    .filter((vote) => overlaps(vote.corners, reading.corners));
  const lines = (agrees: boolean): number =>
    Math.max(0, ...votes.filter((vote) => isSameCode(vote, reading) === agrees).map((vote) => vote.lines));
  return lines(true) >= need(ENOUGH, reading) && lines(true) >= MAJORITY * lines(false);
}

const isSameCode = (one: Reading, other: Reading): boolean =>
  one.text === other.text && one.symbology === other.symbology;

/** Of its upper edge, to the nearest quarter turn. */
function tiltOf([topLeft, topRight]: Corners): number {
  const degrees = (Math.atan2(topRight.y - topLeft.y, topRight.x - topLeft.x) * 180) / Math.PI;
  return degrees - 90 * Math.round(degrees / 90);
}

/** Room for the quiet zones and for the lines above and below that were not read. */
function regionAround(corners: Corners, image: GreyImage): Region {
  const box = boxAround(corners);
  const room = 24 + 0.1 * Math.max(box.right - box.left, box.bottom - box.top);
  const left = Math.max(0, Math.floor(box.left - room));
  const top = Math.max(0, Math.floor(box.top - room));
  const right = Math.min(image.width, Math.ceil(box.right + room));
  const bottom = Math.min(image.height, Math.ceil(box.bottom + room));
  return { left, top, width: right - left, height: bottom - top };
}
