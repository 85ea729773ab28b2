import { createMiddleware } from 'hono/factory';
import { answerError } from './answer.ts';
import type { Env } from './env.ts';

interface Allowance {
  /** Requests at once. */
  burst: number;
  /** Requests a second in the long run. */
  perSecond: number;
}

/** A phone that empties a week's queue stays far below; nobody known has little to ask. */
const known: Allowance = { burst: 1000, perSecond: 100 };
const unknown: Allowance = { burst: 300, perSecond: 20 };

const KEYS_KEPT = 10_000;

/** Counts down by request and up by time: a token bucket for each who asks. */
export class TokenBuckets {
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  /** May one more be asked at `now` (ms)? */
  take(key: string, { burst, perSecond }: Allowance, now: number): boolean {
    const before = this.#buckets.get(key) ?? { tokens: burst, at: now };
    const refilled = (Math.max(0, now - before.at) / 1000) * perSecond;
    const tokens = Math.min(burst, before.tokens + refilled);
    const mayAsk = tokens >= 1;
    // Set anew each time, so that the order of the map is that of the last requests.
    this.#buckets.delete(key);
    this.#buckets.set(key, { tokens: mayAsk ? tokens - 1 : tokens, at: now });
    for (const oldest of this.#buckets.keys()) {
      if (this.#buckets.size <= KEYS_KEPT) break;
      this.#buckets.delete(oldest);
    }
    return mayAsk;
  }
}

/**
 * Answers who asks too much before any work is done. A known device is counted by
 * itself, so that phones behind one address do not take each other's share.
 */
export const rateLimit = (now: () => number) => {
  const buckets = new TokenBuckets();
  return createMiddleware<Env>(async (c, next) => {
    const { device, session, address } = c.get('ctx');
    const who = device?.id ?? session?.personId;
    const mayAsk = who ? buckets.take(who, known, now()) : buckets.take(`address ${address}`, unknown, now());
    return mayAsk ? next() : answerError(c, { code: 'too-many-requests' });
  });
};
