import { demoCatalogue } from '../../server/services/demo/demo-catalogue.ts';
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts';
import type { Store } from '../../server/store/store.ts';
import { idFactory, movementFactory } from '../factories/movements.ts';

const BATCH = 500;

export interface FilledStore {
  store: Store;
  /** Receives 500 more, from a number on. */
  append(from: number): Promise<void>;
}

/** A store of so many serials with one movement each, spread over the products of the demonstration. */
export async function openFilledStore(path: string, serials: number): Promise<FilledStore> {
  const newId = idFactory(7);
  const deviceId = newId();
  const store = openSqliteStore({ path, newEpoch: newId() });
  await store.initialise(demoCatalogue);
  await store.addDevice({ id: deviceId, name: 'bench', tokenHash: '', enrolledAt: 0 });
  const make = movementFactory(1, { deviceId });
  const productIds = demoCatalogue.products.map(({ id }) => id);
  const append = async (from: number): Promise<void> => {
    const arrivals = Array.from({ length: BATCH }, (_, at) => {
      const number = from + at;
      const serial = `SN${String((number * 7919) % 10_000_019).padStart(8, '0')}`;
      const productId = productIds[number % productIds.length] ?? '';
      return { movement: make({ serial, productId }), correctedAt: undefined };
    });
    await store.appendMovements({ carrierDeviceId: deviceId, arrivedAt: 0, clockOffsetMs: 0, arrivals });
  };
  for (let made = 0; made < serials; made += BATCH) await append(made);
  return { store, append };
}
