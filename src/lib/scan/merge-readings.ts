import { overlaps } from './boxes.ts';
import { isLinear } from './symbology.ts';
import type { Reading } from './zxing-wasm-engine.ts';

/**
 * One reading for each place: of linear readings at one place only that with
 * most lines stays. A slanted or smeared line can miss the end of an ITF,
 * or hit upon a check character by chance.
 */
export function mergeReadings(readings: readonly Reading[]): Reading[] {
  const merged: Reading[] = [];
  for (const reading of readings) {
    const same = merged.findIndex((other) => isSame(other, reading));
    if (same < 0) merged.push(reading);
    else if (reading.lines > merged[same]!.lines) merged[same] = reading;
  }
  merged.sort((one, other) => other.lines - one.lines);
  return merged.filter((reading, at) => !merged.slice(0, at).some((better) => outdoes(better, reading)));
}

const isSame = (one: Reading, other: Reading): boolean =>
  one.text === other.text && one.symbology === other.symbology && overlaps(one.corners, other.corners);

const outdoes = (better: Reading, reading: Reading): boolean =>
  isLinear(better.symbology) && isLinear(reading.symbology) && overlaps(better.corners, reading.corners);
