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
 * How far the server's clock is ahead of the one here, whole ms.
 *
 *   serverNow − receivedAt  ≤  offset  ≤  serverNow − sentAt
 *
 * A sample bounds the offset and says no more, so what is known is moved into
 * the bounds and no further: a slow exchange never spoils what a fast one
 * measured, and each one can only bring it nearer to the truth.
 */
export function nextOffset(known: number | null, sample: ClockSample): number {
  const low = Math.round(sample.serverNow - sample.receivedAt);
  const high = low + Math.ceil(Math.max(0, sample.roundTripMs));
  if (known === null) return Math.round((low + high) / 2);
  return Math.min(Math.max(known, low), high);
}
