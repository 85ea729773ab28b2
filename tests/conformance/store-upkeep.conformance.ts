import { describe, expect, test } from 'vitest';
import type { Store } from '../../server/store/store.ts';
import type { PurgeStep } from '../../server/store/upkeep.ts';
import { FACTORY_START } from '../factories/movements.ts';
import type { StoreHarness } from './store-harness.ts';

const LATER = FACTORY_START + 86_400_000;

/** Takes the steps of a purge to the end; counts what was put away. */
export async function purgeAll(store: Store, cut: Pick<PurgeStep, 'before' | 'scope'>): Promise<number> {
  let movements = 0;
  for (let after: number | null = 0; after !== null;) {
    const written = await store.purge({ ...cut, after, limit: 2 });
    if (!written.ok) throw new Error(written.code);
    movements += written.value.movements;
    after = written.value.next;
  }
  return movements;
}

/** What can be read of a store, to be compared before and after. */
export async function everythingOf(store: Store) {
  return {
    changes: await store.changesSince({ cursor: { epoch: store.epoch, seq: 0 }, limit: 1000 }),
    rows: await store.readRows({ after: null, limit: 1000 })
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
      const page = await harness.store.readPurgeable({ before: LATER, scope: 'all', after: 0, limit: 10 });
      expect(page.committed.map(({ movement }) => movement)).toEqual(movements);
      expect(page).toMatchObject({ serials: 2, movements: 3, next: null });
      await purgeAll(harness.store, { before: LATER, scope: 'all' });
      const after = await harness.store.readPurgeable({ before: LATER, scope: 'all', after: 0, limit: 10 });
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
      const first = await harness.store.recalculate({ after: 0, limit: 1 });
      expect(first).toMatchObject({ ok: true, value: { serials: 1, movements: 2, differences: [] } });
      const { next } = first.ok ? first.value : { next: null };
      const second = await harness.store.recalculate({ after: next ?? 0, limit: 10 });
      expect(second).toMatchObject({
        ok: true,
        value: { serials: 1, movements: 1, differences: [], next: null }
      });
      expect(await everythingOf(harness.store)).toEqual(before);
    });
  });
}
