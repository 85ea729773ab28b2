import { LIVE_BEAT_MS, liveEventSchema } from '../protocol/live.ts';
import type { Cursor } from '../protocol/pull.ts';
import type { Timers } from './pass-lock.ts';

/** The part of `EventSource` that is used; a fake stands in for it in Node. */
export interface LiveSource {
  addEventListener(type: 'at' | 'beat', listener: (event: { data: string }) => void): void;
  close(): void;
}

export interface LiveOptions {
  /** Opens a stream of `/api/live`; the browser opens it again by itself when it breaks. */
  open: () => LiveSource;
  window: EventTarget;
  document: EventTarget & { readonly visibilityState: string };
  timers: Timers;
  /** Told where the server stands. */
  onMoment: (at: Cursor) => void | Promise<void>;
}

/** Two beats missed, and some time for a slow link: the stream is dead, though nobody said so. */
const SILENCE_MS = 2.5 * LIVE_BEAT_MS;

function momentOf(data: string): Cursor | null {
  try {
    const parsed = liveEventSchema.safeParse(JSON.parse(data));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/**
 * Follows the server while the app is in sight: what others do shows at once. A
 * page out of sight holds no stream, since browsers allow six connections to a
 * server over all tabs; one that comes back opens a new one, because the old one
 * may have died in its sleep, and is told at once where the server stands.
 */
export class LiveFollower {
  readonly #options: LiveOptions;
  readonly #listening = new AbortController();
  #source: LiveSource | null = null;
  #cancelWatch = (): void => undefined;
  #isWanted = false;

  constructor(options: LiveOptions) {
    this.#options = options;
    const { window, document } = options;
    const { signal } = this.#listening;
    const reopen = (): void => this.#reopen();
    window.addEventListener('online', reopen, { signal });
    window.addEventListener('pageshow', reopen, { signal });
    document.addEventListener('visibilitychange', reopen, { signal });
  }

  /** Begins once the device has a token: without one there is no stream. */
  begin(): void {
    if (this.#isWanted) return;
    this.#isWanted = true;
    this.#reopen();
  }

  /** The token is gone, or the server: what listens for it begins again later. */
  pause(): void {
    this.#isWanted = false;
    this.#close();
  }

  stop(): void {
    this.pause();
    this.#listening.abort();
  }

  #close(): void {
    this.#cancelWatch();
    this.#source?.close();
    this.#source = null;
  }

  #reopen(): void {
    this.#close();
    if (!this.#isWanted || this.#options.document.visibilityState !== 'visible') return;
    const source = this.#options.open();
    this.#source = source;
    source.addEventListener('at', ({ data }) => {
      this.#watch();
      const at = momentOf(data);
      if (at) void this.#options.onMoment(at);
    });
    source.addEventListener('beat', () => this.#watch());
    this.#watch();
  }

  #watch(): void {
    this.#cancelWatch();
    this.#cancelWatch = this.#options.timers.after(SILENCE_MS, () => this.#reopen());
  }
}
