/** What takes longer is shown as being under way. */
const SLOW_MS = 500;

/** One saving at a time, and what else must wait until it has ended. */
export class Saving {
  busy = $state(false);
  /** It has been under way for longer than a moment. */
  slow = $state(false);
  #running: Promise<unknown> = Promise.resolve();

  /** Runs it unless one is under way: null then. */
  async run<Value>(work: () => Promise<Value>): Promise<Value | null> {
    if (this.busy) return null;
    this.busy = true;
    const timer = setTimeout(() => (this.slow = true), SLOW_MS);
    const running = work().finally(() => {
      clearTimeout(timer);
      this.slow = false;
      this.busy = false;
    });
    this.#running = running;
    return running;
  }

  /** Resolves once nothing is being saved. */
  async idle(): Promise<void> {
    while (this.busy) await this.#running.catch(() => undefined);
  }
}
