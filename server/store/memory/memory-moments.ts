import type { Cursor } from '../../../src/lib/protocol/pull.ts';
import type { Recall } from '../store.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Epochs and marks on maps (see `feed-head.ts` and `epochs.ts` of the SQLite store). */
export class MemoryMoments {
  readonly #epochs: string[];
  readonly #marks: { seq: number; mark: string }[] = [];
  readonly #lastSeq: () => number;
  readonly #random: (size: number) => Uint8Array;

  constructor(input: { epoch: string; lastSeq: () => number; random: (size: number) => Uint8Array }) {
    this.#epochs = [input.epoch];
    this.#lastSeq = input.lastSeq;
    this.#random = input.random;
  }

  get epoch(): string {
    return this.#epochs.at(-1) ?? '';
  }

  /** At the end of each write: leaves a mark when the feed has moved. */
  note(): void {
    const seq = this.#lastSeq();
    if (seq > (this.#marks.at(-1)?.seq ?? 0)) this.#marks.push({ seq, mark: hex(this.#random(16)) });
  }

  #markAt(seq: number): string | undefined {
    return seq === 0 ? undefined : this.#marks.find((mark) => mark.seq >= seq)?.mark;
  }

  cursorAt(seq: number): Cursor {
    const id = this.#markAt(seq);
    return { epoch: this.epoch, seq, ...(id !== undefined && { id }) };
  }

  holds({ epoch, seq, id }: Cursor): boolean {
    if (epoch !== this.epoch || seq > this.#lastSeq()) return false;
    return id === undefined || id === this.#markAt(seq);
  }

  recall(moment: Cursor, nextEpoch: string): Recall {
    if (this.holds(moment)) return 'present';
    if (moment.epoch !== this.epoch && this.#epochs.includes(moment.epoch)) return 'past';
    this.#epochs.push(nextEpoch);
    return 'restored';
  }
}
