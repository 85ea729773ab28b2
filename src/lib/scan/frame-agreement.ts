import { overlaps } from './boxes.ts';
import type { Detection } from './detection.ts';
import { checkStrength } from './symbology.ts';

/**
 * Believes a code. One with a strong check of its own is believed at sight; one
 * without (Code 39, ITF, Codabar), or with a single digit (EAN, UPC), when a
 * second frame says the same and no frame in between said otherwise about that
 * place: a wrong serial is worse than none. What the JavaScript port read is
 * believed no sooner, whatever the symbology.
 */
export interface AgreementState {
  frame: number;
  pending: readonly Sighting[];
}

interface Sighting {
  detection: Detection;
  /** Frame of the last sighting. */
  frame: number;
}

export const AGREEMENT_START: AgreementState = { frame: 0, pending: [] };

/** Frames after which a sighting that nothing confirmed is forgotten. */
const FORGET_AFTER = 8;

export const codeKey = ({ symbology, text }: Pick<Detection, 'symbology' | 'text'>): string =>
  `${symbology}\u0000${text}`;

export interface AgreementResult {
  state: AgreementState;
  /** The codes of this frame that may be believed. */
  believed: Detection[];
}

/** Takes the codes of one frame. */
export function agree(state: AgreementState, detections: readonly Detection[]): AgreementResult {
  const frame = state.frame + 1;
  const doubtful = detections.filter(isDoubtful);
  const confirmed = doubtful.filter((detection) => isConfirmed(detection, state.pending));
  const pending = [
    ...doubtful.map((detection) => ({ detection, frame })),
    ...state.pending.filter((sighting) => isKept(sighting, doubtful, frame))
  ];
  const believed = detections.filter((detection) => !isDoubtful(detection) || confirmed.includes(detection));
  return { state: { frame, pending }, believed };
}

/** Whether one look at it is not enough: nothing in the symbol proves it, or the weaker engine read it. */
export const isDoubtful = ({ symbology, engine }: Detection): boolean =>
  engine === 'zxing-js' || checkStrength(symbology) !== 'strong';

const isConfirmed = (detection: Detection, pending: readonly Sighting[]): boolean =>
  pending.some((sighting) => codeKey(sighting.detection) === codeKey(detection));

function isKept(sighting: Sighting, doubtful: readonly Detection[], frame: number): boolean {
  if (frame - sighting.frame > FORGET_AFTER) return false;
  return !doubtful.some((detection) => overlaps(detection.corners, sighting.detection.corners));
}
