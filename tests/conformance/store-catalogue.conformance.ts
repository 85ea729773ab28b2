import { describe, expect, test } from 'vitest';
import type { StockOnHand } from '../../src/lib/domain/catalogue/problem.ts';
import { testProduct } from '../factories/catalogue.ts';
import { device, deviceId, type StoreHarness } from './store-harness.ts';

const UNIT = 1_000_000;

/** Deciding on the catalogue as it stands, in one step with storing it. */
export function catalogueConformance(harness: StoreHarness): void {
  const { append, make, feed } = harness;

  /** What is in stock of `product-1` and in `loc-1`. */
  async function onHand(): Promise<[StockOnHand, StockOnHand]> {
    const edited = await harness.store.editCatalogue(({ stockOfProduct, stockAtLocation }) => ({
      value: [stockOfProduct('product-1'), stockAtLocation('loc-1')] as [StockOnHand, StockOnHand],
      entries: null
    }));
    if (!edited.ok) throw new Error(edited.code);
    return edited.value;
  }

  describe('editing the catalogue', () => {
    test('shows it as it stands, and stores what was decided with a place in the feed', async () => {
      const changed = testProduct({ label: 'Changed' });
      const edited = await harness.store.editCatalogue(({ catalogue }) => ({
        value: catalogue.products.map(({ code }) => code),
        entries: { products: [changed] }
      }));
      expect(edited).toEqual({ ok: true, value: ['P-1', 'P-2'] });
      expect((await feed()).changes.at(-1)).toMatchObject({ type: 'product', product: changed });
    });

    test('stores nothing when nothing was decided', async () => {
      const before = (await feed()).cursor;
      await harness.store.editCatalogue(() => ({ value: null, entries: null }));
      expect((await feed()).cursor).toEqual(before);
    });

    test('counts serials in stock and in transit, not those that left', async () => {
      await append([
        make({ serial: 'A', toLocationId: 'loc-1' }),
        make({ serial: 'B', toLocationId: 'loc-2' }),
        make({ serial: 'C', toLocationId: 'loc-1' }),
        make({ serial: 'C', kind: 'shipment', fromLocationId: 'loc-1' })
      ]);
      expect(await onHand()).toEqual([
        { serials: 2, quantityMicros: 0 },
        { serials: 1, quantityMicros: 0 }
      ]);
    });

    test('sums quantities over places and lots', async () => {
      const { serial: _a, ...here } = make({ quantityMicros: 3 * UNIT, toLocationId: 'loc-1', lot: 'L1' });
      const { serial: _b, ...there } = make({ quantityMicros: 2 * UNIT, toLocationId: 'loc-2' });
      await append([here, there]);
      expect(await onHand()).toEqual([
        { serials: 0, quantityMicros: 5 * UNIT },
        { serials: 0, quantityMicros: 3 * UNIT }
      ]);
    });

    test('keeps every change of the closed period, the latest first', async () => {
      const first = { before: null, after: '2024-02-01', reason: null, deviceId, at: 1 };
      const second = { before: '2024-02-01', after: null, reason: 'Oubli', deviceId, at: 2 };
      for (const closing of [first, second]) {
        await harness.store.editCatalogue(() => ({ value: null, entries: null, closing }));
      }
      expect(await harness.store.readClosings()).toEqual([
        { ...second, deviceName: device.name },
        { ...first, deviceName: device.name }
      ]);
    });
  });
}
