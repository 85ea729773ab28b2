import type { Cursor } from '../../../src/lib/protocol/pull.ts';

/** Streams that one device may hold: a browser's tabs. The oldest ends when there is one more. */
export const STREAMS_PER_DEVICE = 10;

export interface LiveStream {
  deviceId: string;
  send(at: Cursor): void;
  /** Ends it from the server's side. */
  end(): void;
}

/** Who listens for changes on this server. */
export class LiveHub {
  readonly #streams = new Set<LiveStream>();

  get size(): number {
    return this.#streams.size;
  }

  /** @returns what takes the stream out again */
  add(stream: LiveStream): () => void {
    this.#streams.add(stream);
    const own = [...this.#streams].filter(({ deviceId }) => deviceId === stream.deviceId);
    if (own.length > STREAMS_PER_DEVICE) own[0]?.end();
    return () => this.#streams.delete(stream);
  }

  publish(at: Cursor): void {
    for (const stream of this.#streams) stream.send(at);
  }

  /** A device is shut out: it hears no more. */
  endDevice(deviceId: string): void {
    for (const stream of [...this.#streams]) if (stream.deviceId === deviceId) stream.end();
  }

  /** The server stops: a stream that never ends would hold it up. */
  close(): void {
    for (const stream of [...this.#streams]) stream.end();
  }
}
