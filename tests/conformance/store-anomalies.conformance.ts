import { describe, expect, test } from 'vitest';
import type { AnomalyQuery } from '../../server/store/anomaly-query.ts';
import { anomaliesResponseSchema } from '../../src/lib/protocol/anomalies.ts';
import { ARRIVED, deviceId, newId, type StoreHarness } from './store-harness.ts';

const everything: AnomalyQuery = {
  state: 'open',
  type: null,
  productId: null,
  operatorId: null,
  deviceId: null,
  openedBefore: null,
  after: null,
  limit: 50
};

/** The register of anomalies: what waits for a person, and what no longer does. */
export function anomaliesConformance(harness: StoreHarness): void {
  const { make, append } = harness;
  const list = (query: Partial<AnomalyQuery> = {}) =>
    harness.store.listAnomalies({ ...everything, ...query });
  const typesOf = async (query: Partial<AnomalyQuery> = {}) =>
    (await list(query)).anomalies.map(({ anomaly }) => anomaly.type);

  describe('the register of anomalies', () => {
    test('shows both claims, with person and device', async () => {
      const [received, first, second] = [
        make({ serial: 's-1' }),
        make({ serial: 's-1', kind: 'shipment', document: 'BL-1' }),
        make({ serial: 's-1', kind: 'shipment', document: 'BL-2' })
      ];
      await append([received, first, second]);
      const { anomalies, openByType, next } = await list();
      expect(anomalies).toMatchObject([
        {
          anomaly: { type: 'double-exit', movementId: second.id, againstMovementId: first.id },
          productId: 'product-1',
          serialKey: 'S-1',
          serial: 's-1',
          openedAt: ARRIVED,
          closedAt: null,
          claim: { movement: { document: 'BL-2' }, deviceName: 'Terminal 1' },
          against: { movement: { document: 'BL-1' } },
          closedBy: null
        }
      ]);
      expect(openByType).toEqual([{ type: 'double-exit', count: 1 }]);
      expect(anomaliesResponseSchema.safeParse({ anomalies, openByType, next }).error).toBeUndefined();
    });

    test('lets one heal by itself when the missing movement arrives late, and keeps it', async () => {
      const shipped = make({ serial: 'S', kind: 'shipment' });
      await append([shipped]);
      expect(await typesOf()).toEqual(['exit-without-entry']);
      const received = make({ serial: 'S', recordedAt: shipped.recordedAt - 500 });
      await append([received]);
      expect(await typesOf()).toEqual([]);
      expect((await list({ state: 'closed' })).anomalies).toMatchObject([
        { closing: 'healed', closedAt: ARRIVED, closedBy: { movement: { id: received.id } } }
      ]);
    });

    test('closes one that a person accepts, and opens it again when what it rested on changes', async () => {
      const first = make({ serial: 'S', kind: 'shipment' });
      const second = make({ serial: 'S', kind: 'shipment' });
      await append([make({ serial: 'S', recordedAt: first.recordedAt - 900 }), first, second]);
      const [found] = (await list()).anomalies;
      if (!found) throw new Error('none');
      const accepted = make({
        serial: 'S',
        kind: 'acceptance',
        label: 'Deux étiquettes pour un même appareil',
        accepts: { anomalyId: found.anomaly.id, against: found.anomaly.againstMovementId }
      });
      await append([accepted]);
      expect(await typesOf()).toEqual([]);
      expect((await list({ state: 'closed' })).anomalies).toMatchObject([
        { closing: 'accepted', closedBy: { movement: { id: accepted.id } } }
      ]);
      await append([make({ serial: 'S', kind: 'scrap', recordedAt: first.recordedAt + 1 })]);
      expect((await list()).anomalies.map(({ anomaly }) => anomaly.movementId)).toContain(second.id);
    });

    test('closes one whose side was taken back', async () => {
      const second = make({ serial: 'S' });
      await append([make({ serial: 'S', recordedAt: second.recordedAt - 900 }), second]);
      expect(await typesOf()).toEqual(['double-entry']);
      const reversal = make({ serial: 'S', kind: 'reversal', reverses: second.id });
      await append([reversal]);
      expect((await list({ state: 'closed' })).anomalies).toMatchObject([
        { closing: 'reversed', closedBy: { movement: { id: reversal.id } } }
      ]);
    });

    test('is listed by type, product, person, device and age', async () => {
      const operator = { id: newId(), name: 'Bob' };
      await append([
        make({ serial: 'A', kind: 'shipment', operator }),
        make({ productId: 'product-2', serial: 'B', kind: 'quarantine' })
      ]);
      expect((await typesOf()).sort()).toEqual(['exit-without-entry', 'move-without-entry']);
      expect(await typesOf({ type: 'move-without-entry' })).toEqual(['move-without-entry']);
      expect(await typesOf({ productId: 'product-1' })).toEqual(['exit-without-entry']);
      expect(await typesOf({ operatorId: operator.id })).toEqual(['exit-without-entry']);
      expect(await typesOf({ deviceId })).toHaveLength(2);
      expect(await typesOf({ deviceId: newId() })).toEqual([]);
      expect(await typesOf({ openedBefore: ARRIVED })).toEqual([]);
      expect(await typesOf({ openedBefore: ARRIVED + 1 })).toHaveLength(2);
    });

    test('is paged without gap or overlap', async () => {
      await append(Array.from({ length: 7 }, (_, at) => make({ serial: `S${at}`, kind: 'shipment' })));
      const seen: string[] = [];
      let after: AnomalyQuery['after'] = null;
      do {
        const page: Awaited<ReturnType<typeof list>> = await list({ after, limit: 3 });
        seen.push(...page.anomalies.map(({ anomaly }) => anomaly.id));
        after = page.next;
      } while (after);
      expect(seen).toHaveLength(7);
      expect(new Set(seen).size).toBe(7);
    });
  });

  test('a scan that was named waits no more', async () => {
    const scan = make({ productId: null, serial: 'X', productHint: 'boîte grise' });
    const other = make({ productId: null, serial: 'Y' });
    await append([scan, other]);
    const group = { id: newId(), size: 2 };
    await append([
      make({ productId: null, serial: 'X', kind: 'reversal', reverses: scan.id, group }),
      make({ serial: 'X', group })
    ]);
    const waiting = await harness.store.readUnidentified({ limit: 10 });
    expect(waiting.map(({ movement }) => movement.id)).toEqual([other.id]);
  });
}
