import { pressed, type HeldKey } from './wedge-held-keys.ts';
import type { WedgeUnit } from './wedge-text.ts';
import { isStutter, isSurelyScanner, type WedgePace } from './wedge-timing.ts';

/** What is remembered from key to key. */
export interface WedgeState {
  units: readonly WedgeUnit[];
  gaps: readonly number[];
  /** When the burst began. */
  startedAt: number;
  /** When the last key came, of whatever kind. */
  lastAt: number;
  /** When the last character came. */
  unitAt: number;
  /** Digits typed while Alt is held. */
  altDigits: string;
  /** The last character was made with Alt: the host may yet insert its own reading of it. */
  altMade: boolean;
  /** How many gaps there were at the last stutter: those after it must show a scanner's pace by themselves. */
  stutterAt: number;
  /** Keys came shortly before the burst that nobody can attribute: it may lack its beginning. */
  headless: boolean;
  /** The keys of the burst that are down. */
  held: readonly HeldKey[];
  /** When a scan last ended: a second terminator right after it belongs to it. */
  endedAt: number;
}

export const WEDGE_IDLE: WedgeState = {
  units: [],
  gaps: [],
  startedAt: -Infinity,
  lastAt: -Infinity,
  unitAt: -Infinity,
  altDigits: '',
  altMade: false,
  stutterAt: 0,
  headless: false,
  held: [],
  endedAt: -Infinity
};

/** Where a listener begins: a scan may be under way whose first keys nobody heard. */
export const wedgeBeginning = (at: number): WedgeState => ({ ...WEDGE_IDLE, lastAt: at, headless: true });

/**
 * After a key that cannot be read, an arrow, a held key: if it came in the middle
 * of a scan, what follows is a tail, and a tail is a wrong serial.
 */
export const brokenAt = ({ units, headless }: WedgeState, at: number): WedgeState => ({
  ...WEDGE_IDLE,
  lastAt: at,
  headless: headless || units.length > 0
});

/**
 * What a pause leaves of a burst. A stutter joins what stands before it to what
 * follows, when that was a scanner's; keys that may have been the head of the scan
 * or a person's mark what follows as perhaps headless.
 */
export function afterPause(before: WedgeState, pauseMs: number, pace: WedgePace): WedgeState {
  if (pauseMs <= pace.maxGapMs) return before;
  const { altDigits, gaps, lastAt } = before;
  if (!isStutter(pauseMs, pace)) return { ...WEDGE_IDLE, altDigits };
  if (isSurelyScanner(gaps.slice(before.stutterAt), pace)) return { ...before, stutterAt: gaps.length };
  return { ...brokenAt(before, lastAt), altDigits };
}

/** A character more; `since` is what the gap before it is measured from, `code` the key that it came by. */
export function withUnit(
  state: WedgeState,
  unit: WedgeUnit,
  { at, since, code, pace }: { at: number; since: number; code?: string; pace: WedgePace }
): WedgeState {
  const begins = state.units.length === 0;
  // After a stutter the pause is no gap: only the pace on either side of it counts.
  const counts = !begins && at - since <= pace.maxGapMs;
  return {
    ...state,
    units: [...state.units, unit],
    gaps: counts ? [...state.gaps, at - since] : state.gaps,
    startedAt: begins ? at : state.startedAt,
    lastAt: at,
    unitAt: at,
    altDigits: '',
    altMade: false,
    held: code === undefined ? state.held : pressed(state.held, code),
    endedAt: -Infinity
  };
}
