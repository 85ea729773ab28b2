import type { Region } from './bar-angles.ts';
import { boxAround, overlaps } from './boxes.ts';
import type { Corners } from './detection.ts';
import type { GreyImage } from './grey-image.ts';
import { checkStrength, isLinear, type CheckStrength, type Symbology } from './symbology.ts';
import { cornersBack, turnLevel } from './turned-image.ts';
import type { ReaderSettings, Reading, WasmReader } from './zxing-wasm-engine.ts';

/**
 * A second opinion on linear codes. That two lines of pixels read alike is not
 * much: a check character is right by chance once in a hundred, and a partial
 * ITF is right whenever its digits are even. So a code that few lines saw is
 * read again, closer and line by line, and stays only when enough lines agree
 * and none of the others has nearly as many.
 */

interface Quorum {
  /** Lines from which a reading needs no second opinion. */
  strong: number;
  /** Lines that must agree in the second reading… */
  enough: number;
  /** …and their share of the lines between the first and the last of them. */
  share: number;
}

// Measured on thousands of drawn codes, smeared by up to three modules: EAN is
// misread by dozens of lines alike, the others by three at most.
const QUORUM: Record<CheckStrength, Quorum> = {
  strong: { strong: 8, enough: 4, share: 0 },
  none: { strong: 12, enough: 8, share: 0 },
  digit: { strong: 60, enough: 8, share: 0.28 }
};

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
    const quorum = QUORUM[checkStrength(reading.symbology)];
    return reading.lines >= quorum.strong || standsUp(input, { reading, quorum });
  });
}

/** As fine as the picture is, or twice: now the one, now the other shows worn bars better. */
const STRETCHES = [1, 2];

function standsUp(input: VoteInput, { reading, quorum }: { reading: Reading; quorum: Quorum }): boolean {
  return STRETCHES.some((stretch) => isCarried(votesOn(input, { reading, stretch }), { reading, quorum }));
}

function isCarried(
  votes: readonly Reading[],
  { reading, quorum }: { reading: Reading; quorum: Quorum }
): boolean {
  const agreeing = votes.filter((vote) => isSameCode(vote, reading));
  const lines = Math.max(0, ...agreeing.map((vote) => vote.lines));
  const against = Math.max(0, ...votes.filter((vote) => !agreeing.includes(vote)).map((vote) => vote.lines));
  const share = Math.max(0, ...agreeing.map(shareOfLines));
  return lines >= quorum.enough && lines >= MAJORITY * against && share >= quorum.share;
}

/** The readings of that place when it is turned level and read line by line, in its own coordinates. */
function votesOn(
  { reader, image, formats, settings }: VoteInput,
  { reading, stretch }: { reading: Reading; stretch: number }
): Reading[] {
  const { corners } = reading;
  const closer = turnLevel(image, regionAround(corners, image), { degrees: tiltOf(corners), stretch });
  const closely = { ...settings, tryHarder: true, tryRotate: false, tryDownscale: false };
  const votes = reader(closer.image, formats, closely);
  return votes.filter((vote) => overlaps(cornersBack(vote.corners, closer.back), corners));
}

/** Of the lines between the first and the last that read this. */
function shareOfLines({ corners, lines }: Reading): number {
  const { top, bottom } = boxAround(corners);
  return lines / (1 + bottom - top);
}

const isSameCode = (one: Reading, other: Reading): boolean =>
  one.text === other.text && one.symbology === other.symbology;

/** Of its upper edge. */
function tiltOf([topLeft, topRight]: Corners): number {
  return (Math.atan2(topRight.y - topLeft.y, topRight.x - topLeft.x) * 180) / Math.PI;
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
