import type { ErrorCode } from '$lib/protocol/errors';
import type { Answer } from '$lib/sync/transport';

/** Something that is asked of the server and shown, and asked again after each change. */
export class Loaded<Value> {
  value = $state.raw<Value | null>(null);
  error = $state<ErrorCode | null>(null);
  busy = $state(false);
  readonly #ask: () => Promise<Answer<Value>>;

  constructor(ask: () => Promise<Answer<Value>>) {
    this.#ask = ask;
    void this.load();
  }

  async load(): Promise<void> {
    const answer = await this.#ask();
    this.error = answer.ok ? null : (answer.error.code as ErrorCode);
    if (answer.ok) this.value = answer.value;
  }

  /** Does something and looks again; true when it was done. */
  async change(act: () => Promise<Answer<unknown>>): Promise<boolean> {
    this.busy = true;
    const done = await act();
    if (done.ok) await this.load();
    else this.error = done.error.code as ErrorCode;
    this.busy = false;
    return done.ok;
  }
}
