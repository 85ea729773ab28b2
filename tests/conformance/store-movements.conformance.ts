import { describe, expect, test } from 'vitest';
import type { Store } from '../../server/store/store.ts';
import { projectSerial } from '../../src/lib/domain/serial/serial-row.ts';
import { ARRIVED, deviceId, newId, type StoreHarness } from './store-harness.ts';

/** What becomes of movements, and of the rows that they fold to. */
export function movementsConformance(harness: StoreHarness): void {
  const { make, append, feed, rowOf } = harness;

  describe('movements', () => {
    test('are accepted in the order given, numbered behind everything before', async () => {
      const { cursor } = await harness.store.readSnapshot();
      const movements = [make(), make(), make()];
      const verdicts = await append(movements);
      expect(verdicts.map(({ verdict }) => verdict)).toEqual(['accepted', 'accepted', 'accepted']);
      expect(verdicts.map(({ id }) => id)).toEqual(movements.map(({ id }) => id));
      const seqs = verdicts.map((one) => 'recorded' in one && one.recorded.stamp.seq);
      expect(seqs).toEqual([1, 2, 3].map((more) => cursor.seq + more));
    });

    test('a repeat is a duplicate with the first verdict, in a later batch and within one', async () => {
      const movement = make();
      const [first] = await append([movement], ARRIVED - 1000);
      const again = await append([structuredClone(movement), movement]);
      expect(first?.verdict).toBe('accepted');
      expect(again.map(({ verdict }) => verdict)).toEqual(['duplicate', 'duplicate']);
      for (const one of [first, ...again]) {
        if (!one || !('recorded' in one)) throw new Error('not stored');
        const { stamp, unidentified, payload } = one.recorded;
        expect(stamp).toEqual({
          seq: expect.any(Number),
          carrierDeviceId: deviceId,
          arrivedAt: ARRIVED,
          correctedAt: ARRIVED - 1000
        });
        expect(unidentified).toBe(false);
        expect(JSON.parse(payload)).toEqual(movement);
      }
      expect((await feed()).changes.filter(({ type }) => type === 'movement')).toHaveLength(1);
    });

    test('the same id with other content is a conflict and changes nothing', async () => {
      const movement = make();
      await append([movement]);
      const before = await harness.store.readSnapshot();
      expect(await append([{ ...movement, label: 'autre' }])).toEqual([
        { verdict: 'id-conflict', id: movement.id }
      ]);
      expect(await harness.store.readSnapshot()).toEqual(before);
    });

    test('the same number with a new id is kept too and stamped', async () => {
      const movement = make();
      const twin = { ...make(), origin: movement.origin };
      const triplet = { ...make(), origin: movement.origin };
      await append([movement]);
      const verdicts = await append([twin, triplet]);
      for (const one of verdicts) {
        expect(one.verdict).toBe('accepted');
        expect('recorded' in one && one.recorded.stamp.sequenceReused).toBe(true);
      }
      const other = { ...make(), origin: { ...movement.origin, incarnation: newId() } };
      const [fresh] = await append([other]);
      expect(fresh && 'recorded' in fresh && fresh.recorded.stamp.sequenceReused).toBe(undefined);
    });

    test('of an unknown product are kept without a row, for the desk to name', async () => {
      const unknown = make({ productId: 'nobody-knows', serial: 'X-1' });
      const nameless = make({ productId: null, productHint: 'boîte grise', serial: 'X-2' });
      const verdicts = await append([unknown, nameless]);
      expect(verdicts.map((one) => 'recorded' in one && one.recorded.unidentified)).toEqual([true, true]);
      const scans = await harness.store.readUnidentified({ limit: 10 });
      expect(scans.map(({ movement }) => movement)).toEqual([nameless, unknown]);
      expect(await harness.store.readUnidentified({ limit: 1 })).toEqual([scans[0]]);
      expect((await harness.store.readSnapshot()).serialCount).toBe(0);
      const moved = (await feed()).changes.filter((change) => change.type === 'movement');
      expect(moved.map(({ row }) => row)).toEqual([null, null]);
    });

    test('without a serial are stored and make no row', async () => {
      const { serial: _, ...bulk } = make({ productId: 'product-1', quantityMicros: 12_500_000 });
      await append([bulk]);
      expect((await harness.store.readSnapshot()).serialCount).toBe(0);
      expect(await harness.store.readUnidentified({ limit: 10 })).toEqual([]);
      expect((await feed()).changes.at(-1)).toMatchObject({ type: 'movement', row: null });
    });

    test('keep every character of what was scanned', async () => {
      const rawScan = '\u001d"\\ ]C1é漢😀\u0000\u2028';
      const movement = make({ serial: 'é漢😀-\\%_', rawScan });
      await append([movement]);
      const record = await harness.store.readSerial({ productId: 'product-1', serialKey: 'é漢😀-\\%_' });
      expect(record?.movements[0]?.movement).toEqual(movement);
    });
  });
  describe('rows', () => {
    test('follow the movements of their serial, one version a change', async () => {
      const received = make({ serial: 'sn-7' });
      const shipped = make({ serial: 'SN-7', kind: 'shipment', fromLocationId: 'loc-1' });
      await append([received]);
      expect(await rowOf('product-1', 'SN-7')).toMatchObject({
        serial: 'sn-7',
        state: { status: 'in-stock', locationId: 'loc-1', lastMovementId: received.id },
        movementCount: 1
      });
      const [verdict] = await append([shipped]);
      expect(await rowOf('product-1', 'SN-7')).toMatchObject({
        serial: 'sn-7',
        state: { status: 'delivered', locationId: null, lastMovementId: shipped.id },
        version: verdict?.verdict === 'accepted' ? verdict.recorded.stamp.seq : 0,
        movementCount: 2
      });
    });

    test('remember the pallet that a serial is on until it leaves stock', async () => {
      const container = '376000100000000010';
      await append([make({ serial: 'P-1', container })]);
      expect((await rowOf('product-1', 'P-1'))?.state.container).toBe(container);
      expect((await feed()).changes.at(-1)).toMatchObject({ row: { state: { container } } });
      await append([make({ serial: 'P-1', kind: 'transfer', toLocationId: 'loc-2' })]);
      expect((await rowOf('product-1', 'P-1'))?.state.container).toBe(container);
      await append([make({ serial: 'P-1', kind: 'shipment', container })]);
      expect((await rowOf('product-1', 'P-1'))?.state.container).toBe(null);
    });

    test('serials of a product with exact case are told apart', async () => {
      await append([
        make({ productId: 'product-2', serial: 'aB' }),
        make({ productId: 'product-2', serial: 'AB' })
      ]);
      expect((await harness.store.readSnapshot()).serialCount).toBe(2);
      expect(await rowOf('product-2', 'aB')).toMatchObject({ movementCount: 1 });
    });

    test('late, reversed, counted and placed movements give the fold of the whole history', async () => {
      const received = make({ serial: 'S' });
      const shipped = make({ serial: 'S', kind: 'shipment' });
      const counted = make({ serial: 'S', kind: 'count', toLocationId: 'loc-2' });
      const taken = make({ serial: 'S', kind: 'reversal', reverses: shipped.id });
      const late = make({ serial: 'S', kind: 'transfer', toLocationId: 'loc-2', before: shipped.id });
      const all = [received, shipped, counted, taken, late];
      for (const batch of [[shipped], [taken, counted], [late, received]]) {
        await append(batch);
      }
      const { row } = projectSerial({ productId: 'product-1', serialKey: 'S' }, all);
      const stored = await rowOf('product-1', 'S');
      expect(stored).toEqual({ ...row, version: stored?.version });
      expect(stored?.state).toMatchObject({ status: 'in-stock', locationId: 'loc-2' });
    });

    test('fold with the corrected instant', async () => {
      const shipped = make({ serial: 'S', kind: 'shipment' });
      const received = make({ serial: 'S' });
      await append([shipped]);
      await append([received], shipped.recordedAt - 60_000);
      expect(await rowOf('product-1', 'S')).toMatchObject({
        state: { status: 'delivered' },
        anomalies: [{ type: 'clock-suspect', movementId: received.id }]
      });
    });

    test('are paged in key order by code point, without gap or overlap', async () => {
      const serials = ['B', 'A', '10', '9', 'Ａ', '😀', 'a-b', 'é', 'z'];
      await append([
        ...serials.map((serial) => make({ serial })),
        make({ productId: 'product-2', serial: '!' })
      ]);
      const keys: string[] = [];
      let after: { productId: string; serialKey: string } | null = null;
      do {
        const page: Awaited<ReturnType<Store['readRows']>> = await harness.store.readRows({
          after,
          limit: 3
        });
        expect(page.rows.length).toBeLessThanOrEqual(3);
        keys.push(...page.rows.map((row) => row.serialKey));
        after = page.next;
      } while (after);
      expect(keys).toEqual(['!', '10', '9', 'A', 'A-B', 'B', 'Z', 'é', 'Ａ', '😀']);
    });

    test('a full last page says that it is the last', async () => {
      await append([make(), make()]);
      expect((await harness.store.readRows({ after: null, limit: 2 })).next).toBeNull();
    });
  });
}
