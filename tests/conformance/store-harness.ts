import { afterEach, beforeEach } from 'vitest';
import type { Store, Verdict } from '../../server/store/store.ts';
import type { Movement } from '../../src/lib/domain/movement/movement.ts';
import type { VersionedRow } from '../../src/lib/protocol/rows.ts';
import { testCatalogue } from '../factories/catalogue.ts';
import { idFactory, movementFactory, type MovementFactory } from '../factories/movements.ts';

export const ARRIVED = Date.UTC(2024, 9, 2, 12);
export const newId = idFactory(99);
export const CONFORMANCE_EPOCH = newId();
export const deviceId = newId();
export const device = { id: deviceId, name: 'Terminal 1', tokenHash: 'a'.repeat(64), enrolledAt: ARRIVED };

/** A store with the test catalogue and one device, anew for each test. */
export class StoreHarness {
  readonly open: () => Promise<Store>;
  #store: Store | undefined;
  #make: MovementFactory = movementFactory(1, { deviceId });

  constructor(open: () => Promise<Store>) {
    this.open = open;
    beforeEach(async () => {
      this.#make = movementFactory(1, { deviceId });
      this.#store = await open();
      await this.store.initialise(testCatalogue);
      await this.store.addDevice(device);
    });
    afterEach(() => this.store.close());
  }

  get store(): Store {
    if (!this.#store) throw new Error('outside a test');
    return this.#store;
  }

  make = (fields: Partial<Movement> = {}): Movement => this.#make(fields);

  append = async (movements: Movement[], correctedAt?: number): Promise<Verdict[]> => {
    const written = await this.store.appendMovements({
      carrierDeviceId: deviceId,
      arrivedAt: ARRIVED,
      clockOffsetMs: 0,
      arrivals: movements.map((movement) => ({ movement, correctedAt }))
    });
    if (!written.ok) throw new Error(written.code);
    return written.value;
  };

  feed = async (limit = 1000, seq = 0) => {
    const page = await this.store.changesSince({ cursor: { epoch: this.store.epoch, seq }, limit });
    if (!page) throw new Error('cursor unknown');
    return page;
  };

  rowOf = async (productId: string, serialKey: string): Promise<VersionedRow | undefined> =>
    (await this.store.readSerial({ productId, serialKey }))?.row;
}
