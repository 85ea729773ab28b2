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
