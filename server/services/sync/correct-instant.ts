/**
 * A clock is plainly wrong when it is further off than this: network delay and
 * the drift of a cheap quartz over weeks stay below, a wrong time zone, a flat
 * battery or a hand-set clock does not.
 */
export const CLOCK_TOLERANCE_MS = 5 * 60_000;

export interface ClockEvidence {
  /** When the device says it was, its last known offset included. */
  recordedAt: number;
  /** Its raw wall clock at the scan. */
  wallMs: number;
  /** Server time minus the device's raw wall clock, measured on the request that brings the movement. */
  offsetMs: number;
  arrivedAt: number;
}

/**
 * The instant that everyone folds with instead of `recordedAt`, or undefined
 * while the device's own will do.
 *
 * - Clock right now: `recordedAt` is believed, unless it lies in the future; a
 *   fact cannot be recorded after it arrived.
 * - Clock wrong now: the raw reading plus the measured offset is the better
 *   estimate. A device that knew its offset has put `recordedAt` right by
 *   itself, the two agree, and nothing is stamped. An estimate in the future
 *   says that the clock jumped since the scan: it tells nothing.
 */
export function correctInstant(evidence: ClockEvidence): number | undefined {
  const { recordedAt, wallMs, offsetMs, arrivedAt } = evidence;
  const isClockWrong = Math.abs(offsetMs) > CLOCK_TOLERANCE_MS;
  const translated = wallMs + offsetMs;
  const isTranslationCredible = isClockWrong && translated <= arrivedAt + CLOCK_TOLERANCE_MS;
  const estimate = Math.min(isTranslationCredible ? translated : recordedAt, arrivedAt);
  return Math.abs(estimate - recordedAt) > CLOCK_TOLERANCE_MS ? estimate : undefined;
}
