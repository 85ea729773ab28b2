import { Dexie } from 'dexie';
import type { DouchetteDatabase } from '../database.ts';
import type { FeedValues, StoredRow } from '../schema.ts';

/** Who keeps the rows that a source hands over. */
export interface RowKeeper {
  /** Nothing taken before counts any more. */
  restart(): void;
  /** @returns how many of the rows are of serials not taken before */
  take(rows: readonly StoredRow[]): number;
}

/** Where the server's rows on this device are read from. */
export interface RowSource {
  /** Hands over what changed since the call before, all rows on the first. */
  readChanges(keeper: RowKeeper): Promise<void>;
}

/** Rows read at once: more would block the screen. */
const CHUNK = 1000;

type Key = [productId: string, serialKey: string];

/** Where this device stands in the feed: every write of rows changes one of them. */
interface Standing {
  cursor: FeedValues['cursor'] | undefined;
  snapshot: FeedValues['snapshot'] | undefined;
}

async function readStanding(db: DouchetteDatabase): Promise<Standing> {
  const [cursor, snapshot] = await Promise.all([db.readFeed('cursor'), db.readFeed('snapshot')]);
  return { cursor, snapshot };
}

/**
 * Rows in the table `serials`. Only what changed is read:
 *
 *   first sync   rows behind the last key, page after page (pages come in key order)
 *   afterwards   rows whose version is behind the cursor that was read up to
 *
 * When rows begin anew, or are fewer or more than the first sync brought, all are read again.
 */
export class TableRows implements RowSource {
  readonly #db: DouchetteDatabase;
  /** The epoch, and the seq of the first sync that was under way when reading began. */
  #epoch: string | undefined;
  #snapshotSeq: number | undefined;
  #lastKey: Key | null = null;
  /** Rows up to this version have been read; null until all have been read by key. */
  #version: number | null = null;
  #count = 0;

  constructor(db: DouchetteDatabase) {
    this.#db = db;
  }

  async readChanges(keeper: RowKeeper): Promise<void> {
    const standing = await readStanding(this.#db);
    if (!this.#goesOn(standing)) this.#restart(keeper, standing);
    if (this.#version !== null) return this.#readByVersion(keeper, standing);
    if (await this.#readByKey(keeper, standing)) return;
    this.#restart(keeper, standing);
    await this.#readByKey(keeper, standing);
  }

  #goesOn({ cursor, snapshot }: Standing): boolean {
    if ((snapshot?.cursor ?? cursor)?.epoch !== this.#epoch) return false;
    if (!snapshot) return true;
    // Under way again after all rows were read, or with fewer than were read: it began anew.
    return (
      snapshot.cursor.seq === this.#snapshotSeq && this.#version === null && snapshot.done >= this.#count
    );
  }

  #restart(keeper: RowKeeper, { cursor, snapshot }: Standing): void {
    this.#epoch = (snapshot?.cursor ?? cursor)?.epoch;
    this.#snapshotSeq = snapshot?.cursor.seq;
    this.#lastKey = null;
    this.#version = null;
    this.#count = 0;
    keeper.restart();
  }

  /** Reads what lies behind the last key; false when some lay before it. */
  async #readByKey(keeper: RowKeeper, before: Standing): Promise<boolean> {
    for (;;) {
      const { rows, standing, count } = await this.#readKeyed();
      this.#count += keeper.take(rows);
      const last = rows.at(-1);
      if (last) this.#lastKey = [last.productId, last.serialKey];
      if (rows.length === CHUNK) continue;
      if (!standing.snapshot) {
        // What the feed changed while rows were being read has a version behind the cursor of before.
        this.#version = this.#snapshotSeq ?? before.cursor?.seq ?? 0;
        await this.#readByVersion(keeper, standing);
      }
      return this.#count === count;
    }
  }

  /** The next rows by key, and from the same moment how many there are in all, once these are the last. */
  #readKeyed(): Promise<{ rows: StoredRow[]; standing: Standing; count: number }> {
    const { serials, feed } = this.#db;
    return this.#db.transaction('r', serials, feed, async () => {
      const behind = serials.where('[productId+serialKey]').above(this.#lastKey ?? Dexie.minKey);
      const rows = await behind.limit(CHUNK).toArray();
      const standing = await readStanding(this.#db);
      // Counting takes long, and a first sync counts by itself.
      const isLast = rows.length < CHUNK;
      const count = isLast ? (standing.snapshot?.done ?? (await serials.count())) : 0;
      return { rows, standing, count };
    });
  }

  async #readByVersion(keeper: RowKeeper, { cursor }: Standing): Promise<void> {
    const after = this.#version ?? 0;
    if (cursor && cursor.seq <= after) return;
    const rows = await this.#db.serials.where('version').above(after).toArray();
    this.#count += keeper.take(rows);
    this.#version = Math.max(after, cursor?.seq ?? 0);
  }
}
