import type { Segment } from '../../protocol/segments.ts';
import { rowReader } from '../../protocol/segment-rows.ts';
import type { DouchetteDatabase } from '../database.ts';
import type { Shelf, StoredRow } from '../schema.ts';
import { toStoredRow } from '../to-stored.ts';

/** A segment whose rows can be read one by one. */
export interface OpenSegment {
  segment: Segment;
  rowAt: (place: number) => StoredRow;
}

/** Segments kept parsed, about 250 kB each: what a person works on lies close together. */
const KEPT_OPEN = 96;

export function openSegment(segment: Segment): OpenSegment {
  const readRow = rowReader(segment);
  return { segment, rowAt: (place) => toStoredRow(readRow(place)) };
}

/** Opens the text of a segment that was checked when it was stored: checking it again would cost ten times as much. */
export const openText = (text: string): OpenSegment => openSegment(JSON.parse(text) as Segment);

/**
 * What is kept in memory of the segments of one database: where each begins, and
 * the last ones used. A segment never changes, so that only the list of them has
 * to be compared with what is stored.
 */
export class ShelfMemory {
  readonly #db: DouchetteDatabase;
  readonly #open = new Map<string, OpenSegment>();
  #mark: number | undefined;
  #shelf: Shelf | null = null;
  #isSettled = new Map<string, boolean>();

  constructor(db: DouchetteDatabase) {
    this.#db = db;
  }

  /** The shelf as it was last read; null before that, and where there is none. */
  get last(): Shelf | null {
    return this.#shelf;
  }

  /** The shelf as it is now, inside a transaction over `feed`; null when there is none. */
  async read(): Promise<Shelf | null> {
    const mark = await this.#db.readFeed('shelfMark');
    if (mark === this.#mark) return this.#shelf;
    const shelf = (await this.#db.readFeed('shelf')) ?? null;
    this.#mark = mark;
    this.#shelf = shelf;
    this.#isSettled = new Map();
    return shelf;
  }

  /** Which serials the present shelf was found to have, and which not, by whatever names the caller uses. */
  get isSettled(): Map<string, boolean> {
    return this.#isSettled;
  }

  /** Segments by their hashes, inside a transaction over `segments`; undefined where one is gone. */
  async open(hashes: readonly string[]): Promise<(OpenSegment | undefined)[]> {
    const held = hashes.map((hash) => this.#open.get(hash));
    const missing = hashes.filter((_, at) => held[at] === undefined);
    const records = missing.length > 0 ? await this.#db.segments.bulkGet(missing) : [];
    const read = new Map(records.flatMap((record) => (record ? [[record.hash, openText(record.text)]] : [])));
    return hashes.map((hash, at) => {
      const found = held[at] ?? read.get(hash);
      if (found) this.#keep(hash, found);
      return found;
    });
  }

  #keep(hash: string, segment: OpenSegment): void {
    this.#open.delete(hash);
    this.#open.set(hash, segment);
    const [oldest] = this.#open.keys();
    if (this.#open.size > KEPT_OPEN && oldest !== undefined) this.#open.delete(oldest);
  }
}

const memories = new WeakMap<DouchetteDatabase, ShelfMemory>();

/** The memory of a database, as long as the database is open. */
export function shelfMemory(db: DouchetteDatabase): ShelfMemory {
  const memory = memories.get(db) ?? new ShelfMemory(db);
  memories.set(db, memory);
  return memory;
}
