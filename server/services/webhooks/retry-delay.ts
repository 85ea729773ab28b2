const FIRST_MS = 5000;
const LONGEST_MS = 3_600_000;

/**
 * How long to wait after so many failures in a row, in ms: doubling up to an hour,
 * and a random part of it, so that a receiver that comes back is not met by all at once.
 *
 * @param random from 0 to 1
 */
export function retryDelay(failures: number, random: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
  return Math.round(full * (0.5 + random / 2));
}
