import { Dexie, type Collection } from 'dexie';
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
const CHUNK = 2000;

type Key = [productId: string, serialKey: string];

/** Where this device stands in the feed, and how many rows it holds, from one moment. */
interface Standing {
  cursor: FeedValues['cursor'] | undefined;
  snapshot: FeedValues['snapshot'] | undefined;
  count: number;
}

function readStanding(db: DouchetteDatabase): Promise<Standing> {
  return db.transaction('r', db.serials, db.feed, async () => {
    const [cursor, snapshot, count] = await Promise.all([
      db.readFeed('cursor'),
      db.readFeed('snapshot'),
      db.serials.count()
    ]);
    return { cursor, snapshot, count };
  });
}

/**
 * Rows in the table `serials`. Only what changed is read:
 *
 *   first sync   rows behind the last key, page after page (pages come in key order)
 *   afterwards   rows whose version is behind the cursor that was read up to
 *
 * When the rows begin anew, or their number is not what it should be, all are read again.
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
    const read = await this.#readBehind(keeper, standing);
    if (this.#count === read.count) return;
    this.#restart(keeper, read);
    await this.#readBehind(keeper, read);
  }

  #goesOn({ cursor, snapshot }: Standing): boolean {
    if ((snapshot?.cursor ?? cursor)?.epoch !== this.#epoch) return false;
    return !snapshot || snapshot.cursor.seq === this.#snapshotSeq;
  }

  #restart(keeper: RowKeeper, { cursor, snapshot }: Standing): void {
    this.#epoch = (snapshot?.cursor ?? cursor)?.epoch;
    this.#snapshotSeq = snapshot?.cursor.seq;
    this.#lastKey = null;
    this.#version = null;
    this.#count = 0;
    keeper.restart();
  }

  /** @returns where the device stood in the moment of the last reading */
  async #readBehind(keeper: RowKeeper, before: Standing): Promise<Standing> {
    if (this.#version !== null) return this.#readByVersion(keeper);
    const standing = await this.#readByKey(keeper);
    if (standing.snapshot) return standing;
    // What the feed changed while rows were being read has a version behind the cursor of before.
    this.#version = this.#snapshotSeq ?? before.cursor?.seq ?? 0;
    return this.#readByVersion(keeper);
  }

  async #readByKey(keeper: RowKeeper): Promise<Standing> {
    for (;;) {
      const { rows, standing } = await this.#readMoment((serials) =>
        serials
          .where('[productId+serialKey]')
          .above(this.#lastKey ?? Dexie.minKey)
          .limit(CHUNK)
      );
      this.#count += keeper.take(rows);
      const last = rows.at(-1);
      if (last) this.#lastKey = [last.productId, last.serialKey];
      if (rows.length < CHUNK) return standing;
    }
  }

  async #readByVersion(keeper: RowKeeper): Promise<Standing> {
    const { rows, standing } = await this.#readMoment((serials) =>
      serials.where('version').above(this.#version ?? 0)
    );
    this.#count += keeper.take(rows);
    this.#version = Math.max(this.#version ?? 0, standing.cursor?.seq ?? 0);
    return standing;
  }

  /** Some rows, and where the device stands, from one moment. */
  #readMoment(
    choose: (serials: DouchetteDatabase['serials']) => Collection<StoredRow>
  ): Promise<{ rows: StoredRow[]; standing: Standing }> {
    const { serials, feed } = this.#db;
    return this.#db.transaction('r', serials, feed, async () => ({
      rows: await choose(serials).toArray(),
      standing: await readStanding(this.#db)
    }));
  }
}
