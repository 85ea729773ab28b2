import type { Effort } from './detection.ts';

/**
 * How hard to look at each frame of a video. Most frames get a fast look, every
 * third a full one; a label that was seen but not yet told gets a full look at
 * once, for the other codes that may stand on it. Tilted codes need no rung of
 * their own: either look measures the tilt.
 */
export interface LadderState {
  /** Frames since the last full look. */
  sinceFull: number;
  /** A label has been seen but not yet told. */
  unsettled: boolean;
}

export const LADDER_START: LadderState = { sinceFull: 0, unsettled: false };

const FULL_EVERY = 3;

/** What to do with the next frame. */
export function effortFor({ sinceFull, unsettled }: LadderState): Effort {
  return unsettled || sinceFull >= FULL_EVERY - 1 ? 'full' : 'fast';
}

/** The state after a frame was read. */
export function afterFrame(state: LadderState, read: { effort: Effort; unsettled: boolean }): LadderState {
  const sinceFull = read.effort === 'full' ? 0 : state.sinceFull + 1;
  return { sinceFull, unsettled: read.unsettled };
}
