import { describe, expect, test } from 'vitest';
import { testCatalogue } from '../factories/catalogue.ts';
import { FACTORY_START } from '../factories/movements.ts';
import { changeSchema } from '../../src/lib/protocol/pull.ts';
import type { Movement } from '../../src/lib/domain/movement/movement.ts';
import { newId, type StoreHarness } from './store-harness.ts';

const UNIT = 1_000_000;

/** Stock by quantity, warnings across products, and stamps of a closed period. */
export function stockConformance(harness: StoreHarness): void {
  const { make, append, feed, rowOf } = harness;

  /** A movement without serial. */
  const bulk = (units: number, fields: Partial<Movement> = {}): Movement => {
    const { serial: _serial, ...movement } = make({ quantityMicros: units * UNIT, ...fields });
    return movement;
  };
  const stockOf = async () => (await harness.store.readSnapshot()).stock;
  const quantities = async () =>
    (await stockOf()).map(({ locationId, lot, quantityMicros }) => [locationId, lot, quantityMicros / UNIT]);

  describe('stock by quantity', () => {
    test('is the sum of what came and went, by place and lot', async () => {
      await append([
        bulk(10),
        bulk(5, { lot: 'L1' }),
        bulk(3, { kind: 'shipment', fromLocationId: 'loc-1' }),
        bulk(2, { kind: 'transfer', fromLocationId: 'loc-1', toLocationId: 'loc-2' })
      ]);
      expect(await quantities()).toEqual([
        ['loc-1', null, 5],
        ['loc-1', 'L1', 5],
        ['loc-2', null, 2]
      ]);
    });

    test('travels with the movement that changed it', async () => {
      await append([
        bulk(10),
        bulk(4, { kind: 'transfer', fromLocationId: 'loc-1', toLocationId: 'loc-2' }),
        make({ serial: 'S' })
      ]);
      const { changes } = await feed();
      for (const change of changes) expect(changeSchema.safeParse(change).error).toBeUndefined();
      const stock = changes.flatMap((change) =>
        change.type === 'movement' ? [change.stock.map(({ quantityMicros }) => quantityMicros / UNIT)] : []
      );
      expect(stock).toEqual([[6], [6, 4], []]);
    });

    test('is what a count says, and what came after it; a late exit is not subtracted twice', async () => {
      const before = FACTORY_START + 500;
      await append([bulk(10), bulk(7, { kind: 'count', toLocationId: 'loc-1' }), bulk(1)]);
      await append([bulk(3, { kind: 'shipment', fromLocationId: 'loc-1', recordedAt: before })]);
      expect(await quantities()).toEqual([['loc-1', null, 8]]);
    });

    test('below zero is an anomaly, which a late receipt heals', async () => {
      const shipped = bulk(3, { kind: 'shipment', fromLocationId: 'loc-1' });
      await append([shipped]);
      expect((await stockOf())[0]).toMatchObject({
        quantityMicros: -3 * UNIT,
        anomalies: [{ type: 'negative-quantity', movementId: shipped.id }]
      });
      await append([bulk(5, { recordedAt: shipped.recordedAt - 500 })]);
      expect((await stockOf())[0]).toMatchObject({ quantityMicros: 2 * UNIT, anomalies: [] });
    });

    test('comes back when a movement is taken back', async () => {
      const shipped = bulk(3, { kind: 'shipment', fromLocationId: 'loc-1' });
      await append([bulk(5), shipped]);
      await append([bulk(3, { kind: 'reversal', reverses: shipped.id, fromLocationId: 'loc-1' })]);
      expect((await quantities()).find(([place]) => place === 'loc-1')).toEqual(['loc-1', null, 5]);
    });

    test('is read with the serials in stock beside it', async () => {
      await append([
        bulk(5),
        make({ serial: 'A' }),
        make({ serial: 'B', condition: 'quarantine' }),
        make({ serial: 'C' }),
        make({ serial: 'C', kind: 'shipment' }),
        make({ serial: 'D', toLocationId: 'loc-2', lot: 'L1' })
      ]);
      const entries = (await harness.store.readStock()).sort((a, b) =>
        (a.locationId ?? '').localeCompare(b.locationId ?? '')
      );
      expect(entries).toEqual([
        {
          productId: 'product-1',
          locationId: 'loc-1',
          lot: null,
          quantityMicros: 5 * UNIT,
          serials: 2,
          quarantined: 1
        },
        {
          productId: 'product-1',
          locationId: 'loc-2',
          lot: 'L1',
          quantityMicros: 0,
          serials: 1,
          quarantined: 0
        }
      ]);
    });

    test('is told by its movements', async () => {
      const [received, moved] = [
        bulk(5),
        bulk(2, { kind: 'transfer', fromLocationId: 'loc-1', toLocationId: 'loc-2' })
      ];
      await append([received, moved, bulk(9, { lot: 'L1' })]);
      const key = { productId: 'product-1', locationId: 'loc-1', lot: null };
      const movements = await harness.store.readStockMovements(key);
      expect(movements.map(({ movement }) => movement.id)).toEqual([received.id, moved.id]);
      expect(await harness.store.readStockMovements({ ...key, locationId: 'loc-9' })).toEqual([]);
    });

    test('counts once what arrives again', async () => {
      const received = bulk(5);
      await append([received]);
      await append([received, received]);
      expect(await quantities()).toEqual([['loc-1', null, 5]]);
    });
  });

  describe('the same serial under another product', () => {
    test('is warned of on the later one, also when the earlier one arrives later', async () => {
      const late = make({ serial: 'S', recordedAt: FACTORY_START + 9000 });
      await append([late]);
      expect((await rowOf('product-1', 'S'))?.warnings).toEqual([]);
      const { cursor } = await feed();
      const early = make({ productId: 'product-2', serial: 'S', recordedAt: FACTORY_START + 1000 });
      await append([early]);
      expect((await rowOf('product-2', 'S'))?.warnings).toEqual([]);
      expect((await rowOf('product-1', 'S'))?.warnings).toMatchObject([
        { type: 'same-serial-other-product', movementId: late.id, againstMovementId: early.id }
      ]);
      const { changes } = await feed(1000, cursor.seq);
      expect(changes.map(({ type }) => type)).toEqual(['movement', 'row']);
      expect(changes[1]).toMatchObject({ row: { productId: 'product-1', version: changes[1]?.seq } });
    });

    test('is warned of no more once it was taken back', async () => {
      const received = make({ serial: 'S' });
      const misread = make({ productId: 'product-2', serial: 'S' });
      await append([received, misread]);
      expect((await rowOf('product-2', 'S'))?.warnings).toHaveLength(1);
      await append([make({ productId: 'product-2', serial: 'S', kind: 'reversal', reverses: misread.id })]);
      expect((await rowOf('product-2', 'S'))?.warnings).toEqual([]);
    });

    test('keeps its warning while it is moved', async () => {
      await append([make({ serial: 'S' }), make({ productId: 'product-2', serial: 'S' })]);
      await append([make({ productId: 'product-2', serial: 'S', kind: 'transfer', toLocationId: 'loc-2' })]);
      expect((await rowOf('product-2', 'S'))?.warnings).toHaveLength(1);
    });
  });

  test('a serial that does not fit the pattern of its product is warned of', async () => {
    const [product] = testCatalogue.products;
    const serialPattern = { lengths: [4], prefix: 'SN', alphabet: 'any' as const, source: 'set' as const };
    if (product) await harness.store.putCatalogue({ products: [{ ...product, serialPattern }] });
    const odd = make({ serial: '09521234000013' });
    await append([odd, make({ serial: 'SN01' })]);
    expect((await rowOf('product-1', 'SN01'))?.warnings).toEqual([]);
    expect((await rowOf('product-1', '09521234000013'))?.warnings).toMatchObject([
      { type: 'format-unusual', movementId: odd.id }
    ]);
    await append([make({ serial: '09521234000013', kind: 'reversal', reverses: odd.id })]);
    expect((await rowOf('product-1', '09521234000013'))?.warnings).toEqual([]);
  });

  test('a fact that stands in a closed period is kept, stamped and flagged', async () => {
    await harness.store.putCatalogue({ settings: { ...testCatalogue.settings, closedBefore: '2024-10-02' } });
    const late = make({ serial: 'S', recordedAt: FACTORY_START - 86_400_000 });
    const dated = make({
      serial: 'T',
      chosenDay: { startsAt: FACTORY_START - 90_000_000, endsAt: FACTORY_START - 3_600_000 }
    });
    const inTime = make({ serial: 'U' });
    await append([late, dated, inTime]);
    for (const [serial, count] of [
      ['S', 1],
      ['T', 1],
      ['U', 0]
    ] as const) {
      const row = await rowOf('product-1', serial);
      expect(row?.anomalies.filter(({ type }) => type === 'late-for-closed-period')).toHaveLength(count);
    }
  });

  test('an id that nobody knows changes no stock', async () => {
    await append([bulk(1, { kind: 'reversal', reverses: newId() })]);
    expect((await stockOf()).every(({ quantityMicros }) => quantityMicros === 0)).toBe(true);
  });
}
