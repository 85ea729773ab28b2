import { SerialIndex, toIndexedSerial } from '../../domain/search/serial-index.ts';
import type { SearchableRow } from '../../domain/serial/serial-matcher.ts';
import type { DouchetteDatabase } from '../database.ts';
import type { SerialIdentity, StoredRow } from '../schema.ts';
import { readAhead, readOwnSerials, readSubjects, readUnanswered } from './search-serials-own.ts';
import type { RowKeeper, RowSource } from './search-serials-source.ts';
import { readSerialViews } from './serial-view.ts';

/** Serials whose own movements are layered at once. */
const CHUNK = 500;

const keyOf = ({ productId, serialKey }: SerialIdentity): string => `${productId}\n${serialKey}`;

/**
 * The serials known on this device, in an index in memory that follows the
 * database by reading only what changed: the server's rows from their source,
 * and over them the serials that own movements show differently.
 */
export class KnownSerials implements RowKeeper {
  readonly #db: DouchetteDatabase;
  readonly #source: RowSource;
  #index = new SerialIndex();
  #slots = new Map<string, number>();
  /** Those that show more than the server's row. */
  readonly #layered = new Map<string, SerialIdentity>();
  /** Own movements without an answer, each with its state. */
  #unanswered: ReadonlyMap<string, string> = new Map();
  /** Serials to be looked at again. */
  readonly #stale = new Map<string, SerialIdentity>();
  #isNew = true;
  /** The feed as it has been heeded; null while the index begins anew. */
  #heeded: { seq: number; shelfMark: number } | null = null;
  #refreshing: Promise<SerialIndex> | null = null;

  constructor(db: DouchetteDatabase, source: RowSource) {
    this.#db = db;
    this.#source = source;
  }

  /** The index, up to date. It is another one after the rows began anew. */
  refresh(): Promise<SerialIndex> {
    this.#refreshing ??= this.#refresh().finally(() => (this.#refreshing = null));
    return this.#refreshing;
  }

  async #refresh(): Promise<SerialIndex> {
    await this.#source.readChanges(this);
    await this.#notePulled();
    await this.#noteOwn();
    await this.#layer();
    return this.#index;
  }

  restart(): void {
    this.#index = new SerialIndex();
    this.#slots = new Map();
    for (const kept of [this.#layered, this.#stale]) kept.clear();
    this.#unanswered = new Map();
    this.#isNew = true;
    this.#heeded = null;
  }

  take(rows: readonly StoredRow[]): void {
    for (const row of rows) {
      const key = keyOf(row);
      this.#put(key, row);
      const layered = this.#layered.get(key);
      if (layered) this.#stale.set(key, layered);
    }
    this.#index.order.settle();
  }

  #put(key: string, row: SearchableRow): void {
    const slot = this.#slots.get(key);
    if (slot === undefined) this.#slots.set(key, this.#index.add(toIndexedSerial(row)));
    else this.#index.set(slot, toIndexedSerial(row));
  }

  #note(identities: Iterable<SerialIdentity>): void {
    for (const identity of identities) this.#stale.set(keyOf(identity), identity);
  }

  /**
   * Notes the serials with own movements of which one has come through the feed. The
   * row it led to may have come before, with a set of segments: then only the
   * movement tells what the own ones on it make of the serial. Another set may have
   * come with an empty feed: what the movements told is not known any more.
   */
  async #notePulled(): Promise<void> {
    const before = this.#heeded;
    const [cursor, shelfMark = 0] = await Promise.all([
      this.#db.readFeed('cursor'),
      this.#db.readFeed('shelfMark')
    ]);
    const seq = cursor?.seq ?? 0;
    this.#heeded = { seq, shelfMark };
    if (before === null || this.#layered.size === 0) return;
    if (shelfMark !== before.shelfMark) return this.#note([...this.#layered.values()]);
    if (seq > before.seq) await this.#noteMovementsAbove(before.seq);
  }

  async #noteMovementsAbove(seq: number): Promise<void> {
    await this.#db.movements
      .where('seq')
      .above(seq)
      .each(({ productId, serialKey }) => {
        if (productId === undefined || serialKey === undefined) return;
        const layered = this.#layered.get(keyOf({ productId, serialKey }));
        if (layered) this.#note([layered]);
      });
  }

  /** Notes the serials whose own movements changed. */
  async #noteOwn(): Promise<void> {
    const now = await readUnanswered(this.#db);
    const came = [...now].filter(([name]) => !this.#unanswered.has(name));
    const isAnswered = [...this.#unanswered.keys()].some((name) => !now.has(name));
    this.#unanswered = now;
    if (came.length === 0 && !isAnswered && !this.#isNew) return;
    const ids = came.map(([, id]) => id);
    this.#note([...(await readSubjects(this.#db, ids)), ...(await readAhead(this.#db))]);
    if (!this.#isNew) return;
    const own = await readOwnSerials(this.#db);
    this.#note(own.filter((identity) => !this.#slots.has(keyOf(identity))));
    this.#isNew = false;
  }

  /** Shows the stale serials as they are now. */
  async #layer(): Promise<void> {
    const stale = [...this.#stale];
    this.#stale.clear();
    for (let start = 0; start < stale.length; start += CHUNK) {
      const some = stale.slice(start, start + CHUNK);
      const views = await readSerialViews(
        this.#db,
        some.map(([, identity]) => identity)
      );
      const found = new Map(views.map((view) => [keyOf(view.row), view]));
      for (const [key, identity] of some) {
        const view = found.get(key);
        if (!view) this.#forget(key);
        else this.#show(key, identity, { row: view.row, isLayered: view.standing !== 'confirmed' });
      }
    }
  }

  #show(key: string, identity: SerialIdentity, shown: { row: SearchableRow; isLayered: boolean }): void {
    this.#put(key, shown.row);
    if (shown.isLayered) this.#layered.set(key, identity);
    else this.#layered.delete(key);
  }

  #forget(key: string): void {
    const slot = this.#slots.get(key);
    if (slot !== undefined) this.#index.remove(slot);
    this.#layered.delete(key);
  }
}
