import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip, type ZlibOptions } from 'node:zlib';
import type { Change, Cursor } from '../../../src/lib/protocol/pull.ts';
import type { VersionedRow } from '../../../src/lib/protocol/rows.ts';
import type { SegmentManifest, SegmentNote } from '../../../src/lib/protocol/segments.ts';
import { encodeSegment } from '../../../src/lib/protocol/segment-rows.ts';
import { PULL_LIMIT } from '../../../src/lib/protocol/version.ts';
import { compareIdentities } from '../../store/key-order.ts';
import type { SerialIdentity, Store } from '../../store/store.ts';

/** Rows in a segment when it is cut; it may grow to twice as many. docs/adr/0009-segments.md says why so many. */
export const SEGMENT_ROWS = 1000;

/** How long a segment that a newer one has replaced is still served, ms. */
export const KEPT_FOR_MS = 3_600_000;

/** How often a set is brought up again when the store was written to meanwhile. */
const REFRESHES = 3;

/** Three quarters of the time of the usual 6, for 1.4 % more bytes: the first device waits for the packing. */
const GZIP_LEVEL = 4;

const zip: (text: string, options: ZlibOptions) => Promise<Buffer> = promisify(gzip);

/**
 * A segment holds every row behind the `upTo` of the one before it, up to its
 * own; the last one has no end.
 */
interface Built {
  upTo: SerialIdentity | null;
  note: SegmentNote;
}

interface SegmentSet {
  cursor: Cursor;
  segments: Built[];
}

/** What the feed brought since a set: where it has to be renewed, and the cursor it then stands at. */
interface News {
  touched: ReadonlySet<number>;
  cursor: Cursor;
}

interface Kept {
  bytes: Uint8Array<ArrayBuffer>;
  /** When it was last found to be in the present set. */
  heldAt: number;
}

type Stretch = { after: SerialIdentity | null; upTo: SerialIdentity | null };

const identityOf = ({ serialKey, productId }: VersionedRow): SerialIdentity => ({ serialKey, productId });

const rowOf = (change: Change): VersionedRow | null =>
  change.type === 'movement' || change.type === 'row' ? change.row : null;

/**
 * The snapshot as segments, built when somebody asks and kept in memory.
 *
 *   set at cursor ── feed since ──▶ segments a changed row lies in ──▶ read and packed anew
 *
 * Cuts stay where they are, so that a change renews one segment and leaves the
 * hashes of all others. The store is read a segment at a time and packing runs
 * beside the event loop: other requests are answered in between. Hence the cursor
 * is taken before the rows, which may be newer; versions decide on the device.
 */
export class SegmentShelf {
  readonly #store: Store;
  readonly #now: () => number;
  readonly #rows: number;
  readonly #kept = new Map<string, Kept>();
  #set: SegmentSet | null = null;
  #refreshing: Promise<SegmentSet> | null = null;

  /** @param input.rows rows in a segment when it is cut */
  constructor(input: { store: Store; now: () => number; rows?: number }) {
    this.#store = input.store;
    this.#now = input.now;
    this.#rows = input.rows ?? SEGMENT_ROWS;
  }

  /** The snapshot's parts; of one moment unless the store is written to all the while. */
  async readManifest(): Promise<Omit<SegmentManifest, 'serverNow'>> {
    for (let refreshes = 1; ; refreshes++) {
      const { cursor, segments } = await this.#refresh();
      const { catalogue, stock, documents, cursor: present } = await this.#store.readSnapshot();
      const isOver = cursor.epoch !== present.epoch;
      if (isOver || (cursor.seq !== present.seq && refreshes < REFRESHES)) continue;
      const notes = segments.map(({ note }) => note);
      const serialCount = notes.reduce((sum, { count }) => sum + count, 0);
      return { cursor, serialCount, catalogue, stock, documents, segments: notes };
    }
  }

  /** A segment as gzip, while its set is the present one or was less than an hour ago. */
  find(hash: string): Uint8Array<ArrayBuffer> | null {
    return this.#kept.get(hash)?.bytes ?? null;
  }

  /** One at a time: whoever asks meanwhile gets the same answer. */
  #refresh(): Promise<SegmentSet> {
    this.#refreshing ??= this.#bringUp().finally(() => (this.#refreshing = null));
    return this.#refreshing;
  }

  async #bringUp(): Promise<SegmentSet> {
    const known = this.#set;
    const news = known && (await this.#newsOf(known));
    const set = known && news ? await this.#renew(known, news) : await this.#buildAll();
    this.#set = set;
    this.#forgetOld(set);
    return set;
  }

  /** The places of the segments that a set has to renew; null when it is of an epoch that is over. */
  async #newsOf({ cursor: from, segments }: SegmentSet): Promise<News | null> {
    const touched = new Set<number>();
    for (let cursor = from; ;) {
      const page = await this.#store.changesSince({ cursor, limit: PULL_LIMIT });
      if (!page) return null;
      for (const change of page.changes) {
        const row = rowOf(change);
        if (row) touched.add(placeOf(segments, row));
      }
      cursor = page.cursor;
      if (!page.more) return { touched, cursor };
      await new Promise(setImmediate);
    }
  }

  async #buildAll(): Promise<SegmentSet> {
    const cursor = await this.#store.readPresent();
    return { cursor, segments: await this.#build({ after: null, upTo: null }) };
  }

  async #renew(known: SegmentSet, { touched, cursor }: News): Promise<SegmentSet> {
    if (known.segments.length === 0) return this.#buildAll();
    const segments: Built[] = [];
    for (const [index, built] of known.segments.entries()) {
      const after = known.segments[index - 1]?.upTo ?? null;
      segments.push(...(touched.has(index) ? await this.#build({ after, upTo: built.upTo }) : [built]));
    }
    return { cursor, segments };
  }

  /** The rows of a stretch, packed: as one segment when they fit in twice the size, as several otherwise. */
  async #build({ after, upTo }: Stretch): Promise<Built[]> {
    const built: Built[] = [];
    let from = after;
    let waiting: VersionedRow[] = [];
    const cut = async (rows: VersionedRow[], end: SerialIdentity | null): Promise<void> => {
      built.push({ upTo: end, note: await this.#pack(rows) });
    };
    for (;;) {
      const page = await this.#store.readRows({ after: from, limit: this.#rows });
      const within = upTo ? page.rows.filter((row) => compareIdentities(row, upTo) <= 0) : page.rows;
      const end = page.rows.at(-1);
      const isLast = page.next === null || (upTo && end && compareIdentities(end, upTo) >= 0);
      const last = waiting.at(-1);
      const fits = isLast && waiting.length + within.length <= 2 * this.#rows;
      if (last && !fits) {
        await cut(waiting, identityOf(last));
        waiting = [];
      }
      waiting = [...waiting, ...within];
      if (isLast) break;
      from = page.next;
      await new Promise(setImmediate);
    }
    if (waiting.length > 0) await cut(waiting, upTo);
    return built;
  }

  async #pack(rows: VersionedRow[]): Promise<SegmentNote> {
    const text = JSON.stringify(encodeSegment(rows));
    const hash = createHash('sha256').update(text).digest('hex');
    const bytes = this.find(hash) ?? new Uint8Array(await zip(text, { level: GZIP_LEVEL }));
    this.#kept.set(hash, { bytes, heldAt: this.#now() });
    const [first] = rows;
    if (!first) throw new Error('a segment holds at least one row');
    return { hash, firstKey: identityOf(first), count: rows.length, bytes: bytes.byteLength };
  }

  #forgetOld({ segments }: SegmentSet): void {
    const now = this.#now();
    for (const { note } of segments) {
      const kept = this.#kept.get(note.hash);
      if (kept) kept.heldAt = now;
    }
    for (const [hash, { heldAt }] of this.#kept) {
      if (now - heldAt > KEPT_FOR_MS) this.#kept.delete(hash);
    }
  }
}

/** The first segment that ends at or behind a key. */
function placeOf(segments: readonly Built[], identity: SerialIdentity): number {
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    const upTo = segments[middle]?.upTo ?? null;
    if (upTo && compareIdentities(upTo, identity) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
