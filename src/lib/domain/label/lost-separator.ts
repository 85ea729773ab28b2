import { serialKey } from '../serial/serial-identity.ts';
import { fitsSerialPattern } from '../serial/serial-pattern.ts';
import type { ProductSerials } from './label-code.ts';
import { namesItsProduct, type SerialCandidate } from './serial-candidate.ts';

/** Whether it is open where the serial ends. */
export const isDoubtful = ({ shortened }: SerialCandidate): boolean => shortened !== undefined;

function withoutDoubt({ shortened: _, ...candidate }: SerialCandidate, serial: string): SerialCandidate {
  return { ...candidate, serial, complete: namesItsProduct(candidate.code) };
}

/**
 * A serial that may have swallowed its neighbour, because the reader lost a
 * separator, is two readings: with that end and without. The product's pattern
 * decides, or another symbol of the label that says one of them; else both stay,
 * in doubt, for a person to choose.
 */
export function inBothReadings(
  candidates: readonly SerialCandidate[],
  { pattern, exactCase }: ProductSerials
): SerialCandidate[] {
  const key = (serial: string): string => serialKey(serial, { exactCase });
  const certain = new Set(candidates.filter((one) => !isDoubtful(one)).map(({ serial }) => key(serial)));
  const fits = (serial: string): boolean =>
    pattern !== null && fitsSerialPattern(pattern, serial, { exactCase });
  const isSaid = (serial: string): boolean => certain.has(key(serial));
  return candidates.flatMap((candidate) => {
    if (candidate.shortened === undefined) return [candidate];
    const readings = [candidate.serial, candidate.shortened];
    for (const isRight of [fits, isSaid]) {
      const [only, ...more] = readings.filter(isRight);
      if (only !== undefined && more.length === 0) return [withoutDoubt(candidate, only)];
    }
    return readings.map((serial) => ({ ...candidate, serial }));
  });
}
