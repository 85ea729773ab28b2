import { Dexie } from 'dexie';
import type { Movement } from '../../src/lib/domain/movement/movement.ts';
import { DouchetteDatabase } from '../../src/lib/db/database.ts';
import { schemaVersions } from '../../src/lib/db/schema.ts';
import { serialKey } from '../../src/lib/domain/serial/serial-identity.ts';
import { TEST_EPOCH_MS } from './device.ts';
import type { MovementFactory } from './movements.ts';

/** The numbers of all released tables, oldest first. */
export const releasedVersions = Object.keys(schemaVersions)
  .map(Number)
  .sort((a, b) => a - b);

/** From here on a queue row says by itself what it is about. */
const ROWS_NAME_THEIR_STOCK = 4;

interface Storage {
  indexedDB?: IDBFactory;
  IDBKeyRange?: typeof IDBKeyRange;
}

/** The database as the app of that version declares it: it knows nothing of later tables. */
export function olderDatabase(name: string, version: number, storage: Storage = {}): DouchetteDatabase {
  const db = new Dexie(name, { chromeTransactionDurability: 'strict', ...storage });
  const { readMeta, writeMeta, readFeed, writeFeed } = DouchetteDatabase.prototype;
  Object.assign(db, { readMeta, writeMeta, readFeed, writeFeed });
  for (const known of releasedVersions.filter((one) => one <= version)) {
    db.version(known).stores(schemaVersions[known] ?? {});
  }
  return db as DouchetteDatabase;
}

function waitingRow(movement: Movement, version: number) {
  const { productId, serial } = movement;
  return {
    id: movement.id,
    state: 'waiting',
    ...(productId !== null && serial !== undefined && { productId, serialKey: serialKey(serial) }),
    ...(version >= ROWS_NAME_THEIR_STOCK && productId === null && { nameless: 1 }),
    movement,
    acknowledgement: null,
    refusal: null,
    answeredAt: null
  };
}

/** A device that an app of that version left with so many movements waiting. @returns their ids, oldest first */
export async function leaveOlderDevice(input: {
  name: string;
  version: number;
  make: MovementFactory;
  waiting: number;
  storage?: Storage;
}): Promise<string[]> {
  const { name, version, make, waiting, storage = {} } = input;
  const movements = Array.from({ length: waiting }, () => make());
  const db = olderDatabase(name, version, storage);
  await db.open();
  await db.transaction('rw', ['meta', 'feed', 'outbox'], async () => {
    const { deviceId, incarnation } = make;
    await db.table('meta').bulkAdd([
      { key: 'identity', value: { deviceId, deviceName: 'phone', incarnation } },
      { key: 'sequence', value: { next: waiting + 1, lastRecordedAt: movements.at(-1)?.recordedAt ?? null } }
    ]);
    await db.table('feed').add({ key: 'lastSyncedAt', value: TEST_EPOCH_MS });
    await db.table('outbox').bulkAdd(movements.map((movement) => waitingRow(movement, version)));
  });
  db.close();
  return movements.map(({ id }) => id);
}
