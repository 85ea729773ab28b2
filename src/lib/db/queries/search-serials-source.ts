import { Dexie } from 'dexie';
import { decodeSegment } from '../../protocol/segment-rows.ts';
import type { DouchetteDatabase } from '../database.ts';
import type { FeedValues, SegmentNote, Shelf, StoredRow } from '../schema.ts';
import { openText, shelfMemory } from '../serials/shelf.ts';
import { toStoredRow } from '../to-stored.ts';

/** Who keeps the rows that a source hands over. */
export interface RowKeeper {
  /** Nothing taken before counts any more. */
  restart(): void;
  /** Rows that were not taken before, or have changed since. */
  take(rows: readonly StoredRow[]): void;
}

/** Where the server's rows on this device are read from. */
export interface RowSource {
  /** Hands over what changed since the call before, all rows on the first. */
  readChanges(keeper: RowKeeper): Promise<void>;
}

/** Rows of the table read at once: more would block the screen. */
const CHUNK = 1000;

type Key = [productId: string, serialKey: string];

/** Where this device stands: every write of rows changes one of them. */
interface Standing {
  shelf: Shelf | null;
  mark: number | undefined;
  cursor: FeedValues['cursor'] | undefined;
}

/**
 * The rows of segments and table. Only what changed is read:
 *
 *   segments of a hash not read before, then the table, since a row in it is newer
 *   afterwards rows of the table whose version is behind the cursor that was read up to
 *
 * When a set is swapped in meanwhile it goes round again. Versions of another
 * epoch cannot be compared: then all is read anew.
 */
export class StoredRows implements RowSource {
  readonly #db: DouchetteDatabase;
  #epoch: string | undefined;
  #taken = new Set<string>();
  /** Rows of the table up to this version have been read; null until all have been. */
  #version: number | null = null;

  constructor(db: DouchetteDatabase) {
    this.#db = db;
  }

  async readChanges(keeper: RowKeeper): Promise<void> {
    for (;;) {
      const standing = await this.#read();
      const { shelf, cursor, mark } = standing;
      const epoch = cursor?.epoch;
      if (epoch !== this.#epoch) this.#restart(keeper, epoch);
      const fresh = shelf?.notes.filter(({ hash }) => !this.#taken.has(hash)) ?? [];
      if (fresh.length > 0) this.#version = null;
      await this.#takeSegments(keeper, fresh);
      if (this.#version === null) await this.#takeTable(keeper);
      else await this.#takeBehind(keeper, this.#version);
      const after = await this.#read();
      if (after.mark !== mark || after.cursor?.epoch !== epoch) continue;
      // What the feed changed while rows were being read has a version behind the cursor of before.
      this.#version = Math.max(this.#version ?? 0, cursor?.seq ?? 0);
      if ((after.cursor?.seq ?? 0) === (cursor?.seq ?? 0)) return;
    }
  }

  #restart(keeper: RowKeeper, epoch: string | undefined): void {
    this.#epoch = epoch;
    this.#taken = new Set();
    this.#version = null;
    keeper.restart();
  }

  #read(): Promise<Standing> {
    const { feed } = this.#db;
    return this.#db.transaction('r', feed, async () => {
      const shelf = await shelfMemory(this.#db).read();
      const [mark, cursor] = [await this.#db.readFeed('shelfMark'), await this.#db.readFeed('cursor')];
      return { shelf, mark, cursor };
    });
  }

  /** All are used once: they would only drive others out of the memory of parsed ones. */
  async #takeSegments(keeper: RowKeeper, notes: readonly SegmentNote[]): Promise<void> {
    for (const { hash } of notes) {
      const record = await this.#db.segments.get(hash);
      if (!record) return;
      keeper.take(decodeSegment(openText(record.text).segment).map(toStoredRow));
      this.#taken.add(hash);
    }
  }

  async #takeTable(keeper: RowKeeper): Promise<void> {
    for (let lastKey: Key | typeof Dexie.minKey = Dexie.minKey; ;) {
      const behind = this.#db.serials.where('[productId+serialKey]').above(lastKey);
      const rows = await behind.limit(CHUNK).toArray();
      keeper.take(rows);
      const last = rows.at(-1);
      if (!last || rows.length < CHUNK) return;
      lastKey = [last.productId, last.serialKey];
    }
  }

  async #takeBehind(keeper: RowKeeper, version: number): Promise<void> {
    keeper.take(await this.#db.serials.where('version').above(version).toArray());
  }
}
