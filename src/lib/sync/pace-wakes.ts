import type { Timers } from './pass-lock.ts';

/**
 * Scans in a row are sent together: a pass for each of ten scans a second would keep a
 * phone from hearing them. Well within the second in which others are to see a movement.
 */
export const WAKE_EVERY_MS = 400;

/**
 * Wakes at once, and then no more often than every so many ms; what is asked for meanwhile
 * is one wake at the end of that time.
 */
export function paceWakes(input: { wake: () => void; timers: Timers; everyMs?: number }): {
  ask: () => void;
  stop: () => void;
} {
  const { wake, timers, everyMs = WAKE_EVERY_MS } = input;
  let rest: (() => void) | null = null;
  let isAsked = false;

  function begin(): void {
    isAsked = false;
    rest = timers.after(everyMs, () => {
      rest = null;
      if (isAsked) begin();
    });
    wake();
  }

  return {
    ask() {
      if (rest) isAsked = true;
      else begin();
    },
    stop() {
      rest?.();
    }
  };
}
