/** One exchange with the server, as this device's clocks saw it. */
export interface ClockSample {
  /** The server's clock, somewhere between sending and receiving, ms. */
  serverNow: number;
  /** The wall clock here when the answer came, raw ms. */
  receivedAt: number;
  /** How long the exchange took by the monotonic clock, ms. */
  roundTripMs: number;
}

/**
 * How far the server's clock is ahead of the one here, ms. A sample says only
 * that the offset lies within half the round trip of the middle, so an offset
 * that still fits is kept: a slow exchange never spoils what a fast one measured.
 */
export function nextOffset(known: number | null, sample: ClockSample): number {
  const half = Math.max(0, sample.roundTripMs) / 2;
  const measured = Math.round(sample.serverNow - (sample.receivedAt - half));
  return known !== null && Math.abs(known - measured) <= half ? known : measured;
}
