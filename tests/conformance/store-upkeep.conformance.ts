import { describe, expect, test } from 'vitest';
import type { Store } from '../../server/store/store.ts';
import { upkeepSteps, type Difference, type PurgeStep } from '../../server/store/upkeep.ts';
import type { Movement } from '../../src/lib/domain/movement/movement.ts';
import { FACTORY_START } from '../factories/movements.ts';
import type { StoreHarness } from './store-harness.ts';

const LATER = FACTORY_START + 86_400_000;

/** Takes the steps of a purge to the end; counts what was put away. */
export async function purgeAll(store: Store, cut: Pick<PurgeStep, 'before' | 'scope'>): Promise<number> {
  let movements = 0;
  const steps = upkeepSteps(2, async (step) => {
    const written = await store.purge({ ...step, ...cut });
    if (!written.ok) throw new Error(written.code);
    return written.value;
  });
  for await (const made of steps) movements += made.movements;
  return movements;
}

/** Recalculates everything; what it had to mend. */
export async function recalculateAll(store: Store): Promise<Difference[]> {
  const differences: Difference[] = [];
  const steps = upkeepSteps(2, async (step) => {
    const written = await store.recalculate({ ...step, at: LATER });
    if (!written.ok) throw new Error(written.code);
    return written.value;
  });
  for await (const made of steps) differences.push(...made.differences);
  return differences;
}

/** What can be read of a store, to be compared before and after. */
export async function everythingOf(store: Store) {
  return {
    changes: (await store.changesSince({ cursor: { epoch: store.epoch, seq: 0 }, limit: 1000 }))?.changes,
    rows: await store.readRows({ after: null, limit: 1000 }),
    stock: (await store.readSnapshot()).stock
  };
}

/** What purging and recalculating may not change. */
export function upkeepConformance(harness: StoreHarness): void {
  const { make, append, rowOf } = harness;

  describe('a purge', () => {
    test('of what has gone leaves alone what is here, and whatever is later', async () => {
      await append([
        make({ serial: 'GONE' }),
        make({ serial: 'GONE', kind: 'shipment' }),
        make({ serial: 'HERE' })
      ]);
      await append([
        make({ serial: 'LATE' }),
        make({ serial: 'LATE', kind: 'shipment', recordedAt: LATER + 1 })
      ]);
      expect(await purgeAll(harness.store, { before: LATER, scope: 'gone' })).toBe(2);
      expect(await purgeAll(harness.store, { before: LATER, scope: 'gone' })).toBe(0);
      expect(await purgeAll(harness.store, { before: LATER, scope: 'all' })).toBe(2);
    });

    test('tells beforehand exactly what it will put away', async () => {
      const movements = [
        make({ serial: 'A' }),
        make({ serial: 'A', kind: 'shipment' }),
        make({ serial: 'B' })
      ];
      await append(movements);
      const page = await harness.store.readPurgeable({
        of: 'serial',
        before: LATER,
        scope: 'all',
        after: 0,
        limit: 10
      });
      expect(page.committed.map(({ movement }) => movement)).toEqual(movements);
      expect(page).toMatchObject({ rows: 2, movements: 3, next: null });
      await purgeAll(harness.store, { before: LATER, scope: 'all' });
      const after = await harness.store.readPurgeable({
        of: 'serial',
        before: LATER,
        scope: 'all',
        after: 0,
        limit: 10
      });
      expect(after.committed).toEqual([]);
    });

    test('changes nothing that anyone can read', async () => {
      await append([make({ serial: 'A' }), make({ serial: 'A', kind: 'shipment' }), make({ serial: 'B' })]);
      const before = await everythingOf(harness.store);
      const record = await harness.store.readSerial({ productId: 'product-1', serialKey: 'A' });
      await purgeAll(harness.store, { before: LATER, scope: 'all' });
      expect(await everythingOf(harness.store)).toEqual(before);
      expect(await harness.store.readSerial({ productId: 'product-1', serialKey: 'A' })).toEqual(record);
    });

    test('keeps ids for ever: a repeat gets its first verdict, other content conflicts', async () => {
      const received = make({ serial: 'A' });
      const [first] = await append([received]);
      await purgeAll(harness.store, { before: LATER, scope: 'all' });
      const [again, other] = await append([received, { ...received, serial: 'B' }]);
      expect(again).toMatchObject({ verdict: 'duplicate' });
      expect(other).toMatchObject({ verdict: 'id-conflict' });
      if (first?.verdict !== 'accepted' || again?.verdict !== 'duplicate') throw new Error('unexpected');
      expect(again.recorded.stamp).toEqual(first.recorded.stamp);
    });

    test('that takes a transfer from one place only leaves the other with all of its stock', async () => {
      const bulk = (hour: number, fields: Partial<Movement>): Movement => {
        const { serial: _serial, ...movement } = make({
          quantityMicros: 1_000_000,
          recordedAt: FACTORY_START + hour * 3_600_000,
          ...fields
        });
        return movement;
      };
      const received = bulk(0, { toLocationId: 'loc-2' });
      const { toLocationId: _target, ...shipped } = bulk(1, { kind: 'shipment', fromLocationId: 'loc-2' });
      const moved = bulk(2, { kind: 'transfer', fromLocationId: 'loc-1', toLocationId: 'loc-2' });
      const takenBack = bulk(4, { kind: 'reversal', reverses: shipped.id, toLocationId: 'loc-2' });
      await append([received, shipped, moved, takenBack]);
      await purgeAll(harness.store, { before: FACTORY_START + 3 * 3_600_000, scope: 'all' });
      await append([bulk(3.5, { toLocationId: 'loc-2' })]);
      const { stock } = await harness.store.readSnapshot();
      expect(stock.find(({ locationId }) => locationId === 'loc-2')).toMatchObject({
        quantityMicros: 3_000_000,
        movementCount: 5
      });
      expect(await recalculateAll(harness.store)).toEqual([]);
    });

    test('is refolded by a late fact, a reversal and a correction of the purged time', async () => {
      const received = make({ serial: 'A' });
      const shipped = make({ serial: 'A', kind: 'shipment' });
      await append([received, shipped, make({ serial: 'B' })]);
      await purgeAll(harness.store, { before: LATER, scope: 'all' });
      await append([make({ serial: 'A', kind: 'reversal', reverses: shipped.id })]);
      expect((await rowOf('product-1', 'A'))?.state).toMatchObject({
        status: 'in-stock',
        locationId: 'loc-1'
      });
      const early = received.recordedAt - 5000;
      await append([make({ serial: 'B', kind: 'shipment', recordedAt: early })]);
      expect(await rowOf('product-1', 'B')).toMatchObject({
        state: { status: 'in-stock' },
        anomalies: [{ type: 'exit-without-entry' }, { type: 'double-entry' }]
      });
    });
  });

  describe('recalculating', () => {
    test('finds nothing to mend where nothing is wrong, purged or not', async () => {
      await append([make({ serial: 'A' }), make({ serial: 'A', kind: 'shipment' }), make({ serial: 'B' })]);
      await purgeAll(harness.store, { before: LATER, scope: 'all' });
      const before = await everythingOf(harness.store);
      const first = await harness.store.recalculate({ of: 'serial', after: 0, limit: 1, at: LATER });
      expect(first).toMatchObject({ ok: true, value: { rows: 1, movements: 2, differences: [] } });
      const { next } = first.ok ? first.value : { next: null };
      const second = await harness.store.recalculate({
        of: 'serial',
        after: next ?? 0,
        limit: 10,
        at: LATER
      });
      expect(second).toMatchObject({
        ok: true,
        value: { rows: 1, movements: 1, differences: [], next: null }
      });
      expect(await everythingOf(harness.store)).toEqual(before);
    });
  });
}
