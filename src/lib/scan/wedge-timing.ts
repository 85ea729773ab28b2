/**
 * A scanner told from a person by the pace of the keys.
 *
 * Cable scanners press a key every 1–25 ms, Bluetooth ones every 10–45 ms, and
 * Enter at the same pace. Of 125,000 recorded keys of 19 people (free text, 2022),
 * 2 % came within 50 ms of the one before, pairs rolled or struck together, some
 * within 4 ms; four in a row twice, five never; and no Enter within 70 ms. So the
 * longer the burst, the slower it may be. The fastest passages are kept in
 * `tests/recordings/typing.json`.
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

/**
 * Up to its end key, by number of characters; the last one goes for all longer bursts. From five characters on
 * the end key alone tells: in the recording none came within 70 ms of the key before, and five keys never came
 * within 50 ms of each other, so that a scanner set to 40 ms a key is heard with a short serial too.
 */
const MEAN_GAP_BY_LENGTH = [0, 0, 12, 15, 25, 45];

/** The same where no end key has come yet, so that the keys must tell by themselves. */
const SURE_MEAN_GAP_BY_LENGTH = [0, 0, 12, 15, 25, 30, 35, 40, 45];

/** Without one nothing tells the end of a word from that of a scan but its length. */
const UNTERMINATED = { characters: 6, meanGapMs: 25 };

/** Two or three keys struck together have a scanner's pace; a person's next key comes after a pause. */
const SURE_CHARACTERS = 4;

/** Whether only a scanner types like this. */
export function isScannerPace(burst: BurstShape, pace: WedgePace): boolean {
  const { characters, gaps, terminated } = burst;
  if (!terminated) {
    return characters >= UNTERMINATED.characters && isWithin(gaps, UNTERMINATED.meanGapMs, pace);
  }
  return characters >= 2 && isWithin(gaps, byLength(MEAN_GAP_BY_LENGTH, characters), pace);
}

const byLength = (table: readonly number[], characters: number): number =>
  table[Math.min(characters, table.length - 1)] ?? 0;

/** Whether no gap is a pause, and the mean is what the table allows at this device's pace. */
function isWithin(gaps: readonly number[], meanGapMs: number, pace: WedgePace): boolean {
  if (gaps.some((gap) => gap > pace.maxGapMs)) return false;
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / Math.max(1, gaps.length);
  return mean <= (meanGapMs * pace.maxGapMs) / DEFAULT_PACE.maxGapMs;
}

/** Whether keys with these gaps are a scanner's, though nothing has ended them yet. */
export function isSurelyScanner(gaps: readonly number[], pace: WedgePace): boolean {
  const characters = gaps.length + 1;
  return characters >= SURE_CHARACTERS && isWithin(gaps, byLength(SURE_MEAN_GAP_BY_LENGTH, characters), pace);
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
