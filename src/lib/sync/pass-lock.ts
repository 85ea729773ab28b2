/** The part of Web Locks that is used; a fake stands in for it in Node. */
export interface Locks {
  request<Value>(name: string, options: { signal?: AbortSignal }, held: () => Promise<Value>): Promise<Value>;
}

export interface Timers {
  /** Calls back once after `ms`; returns what cancels it. */
  after(ms: number, call: () => void): () => void;
}

/** One sync at a time over all tabs and the service worker. */
export const SYNC_LOCK = 'douchette-sync';

/**
 * How long to wait for another tab. One that is frozen in mid-pass holds the lock
 * for as long as it sleeps; then the pass begins without it, which costs double
 * work at worst: answers are idempotent and stale pages are refused.
 */
export const LOCK_PATIENCE_MS = 45_000;

/** Takes the lock and holds it until released; without Web Locks there is nothing to take. */
export class PassLock {
  readonly #locks: Locks | null;
  readonly #timers: Timers;
  #waiting: AbortController | null = null;
  #release: () => void = () => undefined;

  constructor(locks: Locks | null, timers: Timers) {
    this.#locks = locks;
    this.#timers = timers;
  }

  /** Resolves once the lock is held, or patience is over; rejects when `stopWaiting` comes first. */
  async take(): Promise<void> {
    const locks = this.#locks;
    if (!locks) return;
    const waiting = new AbortController();
    this.#waiting = waiting;
    await new Promise<void>((goOn, refused) => {
      const { signal } = waiting;
      const stopTimer = this.#timers.after(LOCK_PATIENCE_MS, () => {
        goOn();
        waiting.abort();
      });
      signal.addEventListener('abort', () => {
        stopTimer();
        refused(signal.reason);
      });
      const hold = async (): Promise<void> => {
        stopTimer();
        if (signal.aborted) return;
        await new Promise<void>((release) => {
          this.#release = release;
          goOn();
        });
      };
      locks.request(SYNC_LOCK, { signal }, hold).catch(refused);
    });
    this.#waiting = null;
  }

  release(): void {
    this.#release();
  }

  stopWaiting(): void {
    this.#waiting?.abort();
  }
}
