import type { DecodeOptions } from './detection.ts';

/**
 * How hard to look at each frame of a video. Most frames get a fast look, every
 * third a full one, and while nothing at all is found the linear codes are also
 * looked for in a tilted picture, left and right in turn: a line of pixels
 * crosses all bars of a long code only within some ten degrees of level.
 */
export interface LadderState {
  /** Frames so far. */
  frame: number;
  /** Frames in a row in which nothing was found. */
  misses: number;
  /** A label has been seen but not yet told: other codes on it may need a full look. */
  unsettled: boolean;
}

export type Rung = Required<Pick<DecodeOptions, 'effort'>> & Pick<DecodeOptions, 'tilt'>;

export const LADDER_START: LadderState = { frame: 0, misses: 0, unsettled: false };

const FULL_EVERY = 3;
const MISSES_BEFORE_TILT = 3;
export const TILT_DEGREES = 22;

/** What to do with the next frame. */
export function rungFor({ frame, misses, unsettled }: LadderState): Rung {
  if (unsettled || frame % FULL_EVERY === FULL_EVERY - 1) return { effort: 'full' };
  if (misses >= MISSES_BEFORE_TILT && frame % FULL_EVERY === 1) {
    const left = Math.floor(frame / FULL_EVERY) % 2 === 0;
    return { effort: 'fast', tilt: left ? -TILT_DEGREES : TILT_DEGREES };
  }
  return { effort: 'fast' };
}

/** The state after a frame was read. */
export function afterFrame(state: LadderState, read: { found: number; unsettled: boolean }): LadderState {
  return {
    frame: state.frame + 1,
    misses: read.found === 0 ? state.misses + 1 : 0,
    unsettled: read.unsettled
  };
}
