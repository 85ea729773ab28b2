/**
 * A scanner told from a person by the pace of the keys. Scanners press a key
 * every 1–25 ms, evenly; the fastest people come down to 30 ms between two keys
 * of a rolled pair, never for a whole word. The shorter the burst, the more
 * even and fast it must be.
 */
export interface WedgePace {
  /** Longest pause within one scan, in ms. Raise it for a slow Bluetooth scanner. */
  maxGapMs: number;
}

export const DEFAULT_PACE: WedgePace = { maxGapMs: 50 };

/** A burst that ended. Gaps are those between its keys, the terminator's included when there is one. */
export interface BurstShape {
  characters: number;
  gaps: readonly number[];
  terminated: boolean;
}

/** With a terminator; the last row goes for all longer ones. */
const MEAN_GAP_BY_LENGTH = [0, 0, 12, 15, 25, 25, 30];

const UNTERMINATED = { characters: 6, meanGapMs: 25 };

/** Whether only a scanner types like this. */
export function isScannerPace(burst: BurstShape, pace: WedgePace): boolean {
  const { characters, gaps, terminated } = burst;
  if (gaps.some((gap) => gap > pace.maxGapMs)) return false;
  const slower = pace.maxGapMs / DEFAULT_PACE.maxGapMs;
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / Math.max(1, gaps.length);
  if (!terminated) {
    return characters >= UNTERMINATED.characters && mean <= UNTERMINATED.meanGapMs * slower;
  }
  const allowed = MEAN_GAP_BY_LENGTH[Math.min(characters, MEAN_GAP_BY_LENGTH.length - 1)] ?? 0;
  return characters >= 2 && mean <= allowed * slower;
}

/**
 * Longest stutter of a busy host or a weak radio in the middle of a scan, in ms. What stands before
 * a stutter belongs to the scan: the tail alone would be a wrong serial.
 */
const LONGEST_STUTTER_MS = 1000;

/** Whether keys this far apart may still be of one scan, when the keys before were a scanner's. */
export const isStutter = (pauseMs: number, pace: WedgePace): boolean =>
  pauseMs > pace.maxGapMs && pauseMs <= Math.max(LONGEST_STUTTER_MS, pace.maxGapMs);

/** Quiet after which a burst without a terminator has ended: no stutter can follow any more. */
export const silenceMs = (pace: WedgePace): number => Math.max(LONGEST_STUTTER_MS, pace.maxGapMs * 2);
