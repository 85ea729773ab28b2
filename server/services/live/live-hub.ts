import type { Cursor } from '../../../src/lib/protocol/pull.ts';

/** Streams that one device may hold: a browser's tabs. The oldest ends when there is one more. */
export const STREAMS_PER_DEVICE = 10;

export interface LiveStream {
  deviceId: string;
  send(at: Cursor): void;
  /** Ends it from the server's side. */
  end(): void;
}

/** A busy server tells each stream no more often than this: one nudge stands for all before it. */
export const NUDGE_EVERY_MS = 100;

/** Who listens for changes on this server. */
export class LiveHub {
  readonly #streams = new Set<LiveStream>();
  readonly #listeners = new Set<() => void>();
  /** Where the feed stands and nobody was told yet. */
  #untold: Cursor | null = null;
  #resting: NodeJS.Timeout | undefined;

  get size(): number {
    return this.#streams.size;
  }

  /** Is there anybody to tell? */
  get isHeard(): boolean {
    return this.#streams.size > 0 || this.#listeners.size > 0;
  }

  /** For work on this server that follows the feed by itself. */
  listen(wake: () => void): void {
    this.#listeners.add(wake);
  }

  /** @returns what takes the stream out again */
  add(stream: LiveStream): () => void {
    this.#streams.add(stream);
    const own = [...this.#streams].filter(({ deviceId }) => deviceId === stream.deviceId);
    if (own.length > STREAMS_PER_DEVICE) own[0]?.end();
    return () => this.#streams.delete(stream);
  }

  /** Tells everybody at once after a quiet moment, and soon where others were told just now. */
  publish(at: Cursor): void {
    this.#untold = at;
    if (this.#resting === undefined) this.#tell();
  }

  #tell(): void {
    const at = this.#untold;
    this.#untold = null;
    this.#resting = undefined;
    if (at === null) return;
    for (const stream of this.#streams) stream.send(at);
    for (const wake of this.#listeners) wake();
    this.#resting = setTimeout(() => this.#tell(), NUDGE_EVERY_MS).unref();
  }

  /** A device is shut out: it hears no more. */
  endDevice(deviceId: string): void {
    for (const stream of [...this.#streams]) if (stream.deviceId === deviceId) stream.end();
  }

  /** The server stops: a stream that never ends would hold it up. */
  close(): void {
    clearTimeout(this.#resting);
    for (const stream of [...this.#streams]) stream.end();
  }
}
