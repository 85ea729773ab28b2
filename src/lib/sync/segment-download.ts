import type { ReceivedSegment } from '../db/commands/stage-segments.ts';
import { done, failed } from '../db/result.ts';
import { readSegment, type SegmentManifest } from '../protocol/segments.ts';
import type { Answer, Transport } from './transport.ts';
import type { Progress } from './sync-state.ts';

/** Requests under way at once: a browser makes six to one server, and the live stream is one of them. */
const AT_ONCE = 5;
/** Segments stored in one transaction. */
const STORED_AT_ONCE = 8;

type Note = SegmentManifest['segments'][number];

/** The segments of a manifest that are not held, fetched some ahead of what is being stored. */
export class SegmentDownload {
  readonly manifest: SegmentManifest;
  readonly #transport: Transport;
  readonly #missing: readonly Note[];
  readonly #ahead: Promise<Answer<ReceivedSegment>>[] = [];
  readonly #startedAt: number;
  readonly #heldBytes: number;
  readonly #heldRows: number;
  #asked = 0;
  #stored = 0;

  /** @param input.now monotonic, ms */
  constructor(input: {
    transport: Transport;
    manifest: SegmentManifest;
    held: ReadonlySet<string>;
    now: number;
  }) {
    const { transport, manifest, held, now } = input;
    this.manifest = manifest;
    this.#transport = transport;
    this.#missing = manifest.segments.filter(({ hash }) => !held.has(hash));
    const already = manifest.segments.filter(({ hash }) => held.has(hash));
    this.#heldBytes = sumOf(already, 'bytes');
    this.#heldRows = sumOf(already, 'count');
    this.#startedAt = now;
    this.#askAhead();
  }

  get isComplete(): boolean {
    return this.#stored === this.#missing.length;
  }

  #askAhead(): void {
    while (this.#ahead.length < AT_ONCE + STORED_AT_ONCE && this.#asked < this.#missing.length) {
      const note = this.#missing[this.#asked++];
      const before = this.#ahead[this.#ahead.length - AT_ONCE];
      if (note) this.#ahead.push(this.#ask(note, before));
    }
  }

  /** Its turn comes when the request so many before it is over. It is read at once: many at a time would block the screen. */
  async #ask({ hash, count }: Note, before: Promise<unknown> | undefined): Promise<Answer<ReceivedSegment>> {
    await before;
    const answer = await this.#transport.segment(hash);
    if (!answer.ok) return answer;
    const segment = readSegment(answer.value);
    if (segment?.count !== count) return failed({ code: 'unreadable-answer', detail: 'not a segment' });
    return done({ hash, text: answer.value, segment });
  }

  /** The next ones, at least one; to be called again once they are stored. */
  async next(): Promise<Answer<ReceivedSegment[]>> {
    const answers = await Promise.all(this.#ahead.slice(0, STORED_AT_ONCE));
    const received: ReceivedSegment[] = [];
    for (const answer of answers) {
      // What came before a failure is kept; the failure is told when it is its turn.
      if (!answer.ok && received.length === 0) return answer;
      if (!answer.ok) break;
      received.push(answer.value);
    }
    this.#ahead.splice(0, received.length);
    this.#stored += received.length;
    this.#askAhead();
    return done(received);
  }

  /** @param now monotonic, ms */
  progress(now: number): Progress {
    const stored = this.#missing.slice(0, this.#stored);
    const fetched = sumOf(stored, 'bytes');
    const totalBytes = sumOf(this.manifest.segments, 'bytes');
    const bytes = this.#heldBytes + fetched;
    const left = totalBytes - bytes;
    return {
      done: this.#heldRows + sumOf(stored, 'count'),
      total: this.manifest.serialCount,
      bytes,
      totalBytes,
      leftMs: fetched === 0 ? null : Math.round(((now - this.#startedAt) * left) / fetched)
    };
  }
}

const sumOf = (notes: readonly Note[], field: 'bytes' | 'count'): number =>
  notes.reduce((sum, note) => sum + note[field], 0);
