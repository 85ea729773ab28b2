import type { Detection } from './detection.ts';
import { isDoubtful } from './frame-agreement.ts';

/** The codes of a still picture: what proves itself, and what a person has to compare with the label. */
export interface StillReading {
  sure: Detection[];
  doubtful: Detection[];
}

/**
 * A picture from a file is looked at once, so that no second frame can confirm
 * a code without a check of its own: those (Code 39, ITF, EAN's single digit,
 * and whatever the weaker engine read) are not for taking without a person.
 */
export function sortStill(detections: readonly Detection[]): StillReading {
  return {
    sure: detections.filter((detection) => !isDoubtful(detection)),
    doubtful: detections.filter(isDoubtful)
  };
}
