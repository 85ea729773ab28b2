import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { MovementDraft, RecordInput } from '../../src/lib/db/commands/record-movement.ts';
import { setDeviceIdentity } from '../../src/lib/db/commands/set-device-identity.ts';
import { openDatabase, type DouchetteDatabase } from '../../src/lib/db/database.ts';
import { plainProduct, type Product } from '../../src/lib/domain/catalogue/catalogue.ts';
import { uuidV7 } from '../../src/lib/domain/id.ts';
import { MICROS_PER_UNIT } from '../../src/lib/domain/quantity.ts';

/** Random bytes and numbers from a seed (mulberry32): the same seed gives the same run. */
export class SeededRandom {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** In [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** An integer in [0, below). */
  below(below: number): number {
    return Math.floor(this.next() * below);
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.below(256));
  }
}

/** A day on which every test's clock begins. */
export const TEST_EPOCH_MS = Date.UTC(2026, 2, 2, 8);

export const testId = (random: SeededRandom): string =>
  uuidV7({ now: TEST_EPOCH_MS, random: random.bytes(10) });

export const testProduct: Product = plainProduct({
  id: 'router',
  code: 'RT-100',
  label: 'Routeur RT-100',
  gtins: ['03760001000016'],
  unit: 'pièce',
  tracking: 'serial',
  serialRequired: 'both'
});

const testOperator = { id: '018f0000-0000-7000-8000-000000000001', name: 'Aline' };

/** A receipt of one serial, unless told otherwise. */
export function draftOf(over: Partial<MovementDraft> = {}): MovementDraft {
  return {
    kind: 'receipt',
    productId: testProduct.id,
    quantityMicros: MICROS_PER_UNIT,
    serial: 'SN-0001',
    toLocationId: 'a-01',
    effectiveDate: '2026-03-02',
    operator: testOperator,
    capture: 'camera',
    ...over
  };
}

/** An in-memory IndexedDB of its own. */
export function memoryIndexedDB(): { indexedDB: IDBFactory; IDBKeyRange: typeof IDBKeyRange } {
  return { indexedDB: new IDBFactory(), IDBKeyRange };
}

export interface TestDatabase {
  db: DouchetteDatabase;
  random: SeededRandom;
  deviceId: string;
  /** Opens the same stored data again, as after a restart of the app. */
  reopen(): Promise<DouchetteDatabase>;
  /** What `recordMovement` takes, at `now`. */
  input(draft: MovementDraft, now?: number): RecordInput;
}

/** A database of an enrolled device that knows one product. */
export async function openTestDatabase(seed = 1): Promise<TestDatabase> {
  const random = new SeededRandom(seed);
  const storage = memoryIndexedDB();
  const open = () =>
    openDatabase('test', { ...storage, now: () => TEST_EPOCH_MS, random: () => random.bytes(10) });
  const db = await open();
  const deviceId = testId(random);
  await setDeviceIdentity(db, {
    deviceId,
    deviceName: 'test',
    now: TEST_EPOCH_MS,
    random: random.bytes(10)
  });
  await db.products.put(testProduct);
  return {
    db,
    random,
    deviceId,
    reopen: open,
    input: (draft, now = TEST_EPOCH_MS) => ({
      draft,
      now,
      monotonicMs: 1,
      bootId: 'boot',
      random: random.bytes(10)
    })
  };
}
