import { Dexie, type Table } from 'dexie';
import type { Location, Partner, Site } from '../domain/catalogue/catalogue.ts';
import { uuidV7 } from '../domain/id.ts';
import { mendedVersion, openWithTables } from './mend-tables.ts';
import {
  schemaVersions,
  type FeedMovement,
  type FeedRecord,
  type FeedValues,
  type MetaRecord,
  type MetaValues,
  type Notice,
  type OutboxRow,
  type StoredDocument,
  type ScanningRecord,
  type StoredSegment,
  type StoredProduct,
  type StoredRow,
  type StoredStockRow,
  type WorkRow
} from './schema.ts';
import { addContainers, addDocumentKeys, beginShelf, upgradeRows } from './upgrade-rows.ts';

export const DATABASE_NAME = 'douchette';

export interface DatabaseOptions {
  /** Replaces the browser's IndexedDB, for tests and simulation. */
  indexedDB?: IDBFactory;
  IDBKeyRange?: typeof globalThis.IDBKeyRange;
  /**
   * Only a benchmark compares with `relaxed`: there the completed event comes
   * before the write is on disk, and a scan that beeped could be lost.
   */
  durability?: 'strict' | 'relaxed';
}

/** Everything this device holds: its queue, what it knows of the server's data, and who it is. */
export class DouchetteDatabase extends Dexie {
  declare readonly sites: Table<Site, string>;
  declare readonly locations: Table<Location, string>;
  declare readonly products: Table<StoredProduct, string>;
  declare readonly partners: Table<Partner, string>;
  declare readonly documents: Table<StoredDocument, string>;
  declare readonly serials: Table<StoredRow, [string, string]>;
  declare readonly segments: Table<StoredSegment, string>;
  declare readonly stock: Table<StoredStockRow, string>;
  declare readonly outbox: Table<OutboxRow, string>;
  declare readonly movements: Table<FeedMovement, string>;
  declare readonly meta: Table<MetaRecord, string>;
  declare readonly feed: Table<FeedRecord, string>;
  declare readonly notices: Table<Notice, string>;
  declare readonly scanning: Table<ScanningRecord, string>;
  declare readonly work: Table<WorkRow, string>;

  constructor(name: string = DATABASE_NAME, options: DatabaseOptions = {}) {
    const { indexedDB, IDBKeyRange, durability = 'strict' } = options;
    super(name, {
      chromeTransactionDurability: durability,
      ...(indexedDB && { indexedDB }),
      ...(IDBKeyRange && { IDBKeyRange })
    });
    for (const [version, tables] of Object.entries(schemaVersions)) {
      this.version(Number(version)).stores(tables);
    }
    this.version(4).upgrade(upgradeRows);
    this.version(5).upgrade(addContainers);
    this.version(6).upgrade(beginShelf);
    this.version(7).upgrade(addDocumentKeys);
  }

  /** Reads one record of what a scan is stamped with. */
  async readMeta<Key extends keyof MetaValues>(key: Key): Promise<MetaValues[Key] | undefined> {
    const record = await this.meta.get(key);
    return record?.value as MetaValues[Key] | undefined;
  }

  async writeMeta<Key extends keyof MetaValues>(key: Key, value: MetaValues[Key]): Promise<void> {
    await this.meta.put({ key, value } as MetaRecord);
  }

  /** Reads one record of where this device stands in the feed. */
  async readFeed<Key extends keyof FeedValues>(key: Key): Promise<FeedValues[Key] | undefined> {
    const record = await this.feed.get(key);
    return record?.value as FeedValues[Key] | undefined;
  }

  async writeFeed<Key extends keyof FeedValues>(key: Key, value: FeedValues[Key]): Promise<void> {
    await this.feed.put({ key, value } as FeedRecord);
  }
}

export interface OpenOptions extends DatabaseOptions {
  /** Wall clock, ms. */
  now?: () => number;
  /** Fills 10 random bytes for the id of a new incarnation. */
  random?: () => Uint8Array;
}

/**
 * After tables were mended what came from the server may be wanting, and nothing
 * would ask for it again: the feed begins anew, once. Own movements stay.
 */
async function forgetFeedAfterMending(db: DouchetteDatabase): Promise<void> {
  const native = mendedVersion(db);
  if (native === null) return;
  await db.transaction('rw', db.meta, db.feed, async () => {
    if ((await db.readMeta('mended')) === native) return;
    await db.feed.bulkDelete(['cursor', 'shelf', 'shelfMark']);
    await db.writeMeta('mended', native);
  });
}

const cryptoBytes = (): Uint8Array => crypto.getRandomValues(new Uint8Array(10));

/**
 * Opens the device's database, creating it on the first visit. A database that
 * did not exist begins a new incarnation, so that a wiped one can never use a
 * sequence number twice under the same identity; one whose tables are gone gets
 * them back.
 *
 * Rejects when the browser gives no database at all (private mode of old
 * browsers, a corrupt profile): the app cannot keep a scan then and says so.
 */
export async function openDatabase(
  name: string = DATABASE_NAME,
  options: OpenOptions = {}
): Promise<DouchetteDatabase> {
  const { now = Date.now, random = cryptoBytes, ...rest } = options;
  const db = new DouchetteDatabase(name, rest);
  await openWithTables(db, rest.indexedDB ?? indexedDB);
  await forgetFeedAfterMending(db);
  await db.transaction('rw', db.meta, async () => {
    if (await db.readMeta('identity')) return;
    const incarnation = uuidV7({ now: Math.max(0, now()), random: random() });
    await db.writeMeta('identity', { deviceId: null, deviceName: null, incarnation });
    await db.writeMeta('sequence', { next: 1, lastRecordedAt: null });
  });
  return db;
}
