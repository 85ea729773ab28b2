/** The part of Web Locks that is used; a fake stands in for it in Node. */
export interface Locks {
  request<Value>(name: string, options: { signal?: AbortSignal }, held: () => Promise<Value>): Promise<Value>;
}

/** One sync at a time over all tabs and the service worker. */
export const SYNC_LOCK = 'douchette-sync';

/** Takes the lock and holds it until released; without Web Locks there is nothing to take. */
export class PassLock {
  readonly #locks: Locks | null;
  #waiting: AbortController | null = null;
  #release: () => void = () => undefined;

  constructor(locks: Locks | null) {
    this.#locks = locks;
  }

  /** Resolves once the lock is held; rejects when `stopWaiting` comes first. */
  async take(): Promise<void> {
    const locks = this.#locks;
    if (!locks) return;
    const waiting = new AbortController();
    this.#waiting = waiting;
    await new Promise<void>((taken, refused) => {
      const { signal } = waiting;
      signal.addEventListener('abort', refused);
      const hold = async (): Promise<void> => {
        if (signal.aborted) return;
        await new Promise<void>((release) => {
          this.#release = release;
          taken();
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
