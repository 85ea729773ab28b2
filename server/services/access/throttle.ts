/** So many free failures, then a wait that doubles. */
const FREE_FAILURES = 5;
const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 15 * 60_000;
/** Failures are forgotten after an hour without another. */
const FORGET_MS = 3_600_000;
const KEYS_KEPT = 10_000;

interface Failures {
  count: number;
  at: number;
}

/**
 * Slows down guessing, by account and by address at once: one address may not try
 * many accounts, nor many addresses one account. An account is never locked for good.
 */
export class Throttle {
  readonly #failures = new Map<string, Failures>();

  /** Must who asks under any of these keys wait, at `now` (ms)? */
  isBarred(keys: readonly string[], now: number): boolean {
    return keys.some((key) => {
      const known = this.#failures.get(key);
      if (!known || known.count < FREE_FAILURES || now - known.at >= FORGET_MS) return false;
      const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (known.count - FREE_FAILURES));
      return now - known.at < wait;
    });
  }

  fail(keys: readonly string[], now: number): void {
    for (const key of keys) {
      const known = this.#failures.get(key);
      const count = known && now - known.at < FORGET_MS ? known.count + 1 : 1;
      // Deleted first, so that the order of the map is that of the failures.
      this.#failures.delete(key);
      this.#failures.set(key, { count, at: now });
    }
    for (const key of this.#failures.keys()) {
      if (this.#failures.size <= KEYS_KEPT) break;
      this.#failures.delete(key);
    }
  }

  succeed(keys: readonly string[]): void {
    for (const key of keys) this.#failures.delete(key);
  }
}
