import { liveQuery } from 'dexie';
import { readSerialView } from '../../../src/lib/db/queries/serial-view.ts';
import { serialKey } from '../../../src/lib/domain/serial/serial-identity.ts';
import { MICROS_PER_UNIT } from '../../../src/lib/domain/quantity.ts';
import { startDevice, type Device } from '../../../src/lib/sync/device.ts';

let running: Device | null = null;

async function device(): Promise<Device> {
  if (running) return running;
  running = await startDevice({ deviceName: 'bench' });
  const { phase } = await running.sync.settled();
  if (phase !== 'idle') throw new Error(phase);
  return running;
}

const productOf = async ({ db }: Device): Promise<string> =>
  (await db.products.toCollection().primaryKeys())[0] ?? '';

export const live = {
  async start(): Promise<void> {
    await device();
  },

  /** Scans one serial. @returns the wall clock at the beep, ms */
  async scan(serial: string): Promise<number> {
    const here = await device();
    const recorded = await here.record({
      kind: 'receipt',
      productId: await productOf(here),
      quantityMicros: MICROS_PER_UNIT,
      serial,
      toLocationId: (await here.db.locations.toCollection().primaryKeys())[0],
      effectiveDate: '2026-03-02',
      operator: { id: '018f0000-0000-7000-8000-000000000001', name: 'Aline' },
      capture: 'camera'
    });
    if (!recorded.ok) throw new Error(recorded.error.code);
    return Date.now();
  },

  /** @returns the wall clock when a screen here could show that serial, ms */
  async seen(serial: string): Promise<number> {
    const here = await device();
    const identity = { productId: await productOf(here), serialKey: serialKey(serial) };
    return new Promise((resolve, reject) => {
      const watching = liveQuery(() => readSerialView(here.db, identity)).subscribe({
        next: (view) => {
          if ((view?.row.movementCount ?? 0) === 0) return;
          resolve(Date.now());
          queueMicrotask(() => watching.unsubscribe());
        },
        error: reject
      });
    });
  }
};
