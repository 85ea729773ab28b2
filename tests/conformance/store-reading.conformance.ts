import { describe, expect, test } from 'vitest';
import { everySerial } from '../../src/lib/domain/serial/serial-query.ts';
import { changeSchema, snapshotManifestSchema } from '../../src/lib/protocol/pull.ts';
import { testCatalogue, testProduct } from '../factories/catalogue.ts';
import { ARRIVED, device, deviceId, newId, type StoreHarness } from './store-harness.ts';

/** What others see of it: feed, snapshot, search, devices. */
export function readingConformance(harness: StoreHarness): void {
  const { make, append, feed } = harness;

  describe('feed', () => {
    test('hands on everything in commit order, in pages, each change once', async () => {
      await append([make(), make()]);
      await harness.store.putCatalogue({ products: [testProduct({ id: 'product-3' })] });
      await append([make()]);
      const all = (await feed()).changes;
      expect(all.map(({ seq }) => seq)).toEqual(all.map((_, at) => at + 1));
      for (const change of all) expect(changeSchema.safeParse(change).error).toBeUndefined();
      const paged = [];
      for (let at = 0, more = true; more;) {
        const page = await feed(2, at);
        expect(page.changes.length).toBeLessThanOrEqual(2);
        paged.push(...page.changes);
        at = page.cursor.seq;
        more = page.more;
      }
      expect(paged).toEqual(all);
    });

    test('carries the name of the device and the row as it now is', async () => {
      await append([make({ serial: 'S' })]);
      await append([make({ serial: 'S', kind: 'shipment' })]);
      await harness.store.renameDevice({ id: deviceId, name: 'Terminal allée B' });
      const moved = (await feed()).changes.filter((change) => change.type === 'movement');
      expect(moved.map(({ committed }) => committed.deviceName)).toEqual([
        'Terminal allée B',
        'Terminal allée B'
      ]);
      expect(moved.map(({ row }) => row?.state.status)).toEqual(['delivered', 'delivered']);
      expect(moved.map(({ row }) => row?.version)).toEqual([moved[1]?.seq, moved[1]?.seq]);
    });

    test('a catalogue row that changes moves to the end of the feed', async () => {
      const { cursor } = await harness.store.readSnapshot();
      const renamed = testProduct({ label: 'Écran 27 pouces' });
      await harness.store.putCatalogue({
        products: [renamed],
        settings: { ...testCatalogue.settings, serialsOnMovements: false }
      });
      const { changes } = await feed(1000, cursor.seq);
      expect(changes).toEqual([
        { type: 'product', seq: cursor.seq + 1, product: renamed },
        {
          type: 'settings',
          seq: cursor.seq + 2,
          settings: { ...testCatalogue.settings, serialsOnMovements: false }
        }
      ]);
      expect(await harness.store.productById('product-1')).toEqual(renamed);
      expect((await feed()).changes.filter(({ type }) => type === 'product')).toHaveLength(2);
    });

    test('a cursor of another epoch or ahead of the server is not known', async () => {
      const { cursor } = await harness.store.readSnapshot();
      expect(await harness.store.changesSince({ cursor, limit: 10 })).toEqual({
        changes: [],
        cursor,
        more: false
      });
      const ahead = { ...cursor, seq: cursor.seq + 1 };
      expect(await harness.store.changesSince({ cursor: ahead, limit: 10 })).toBeNull();
      expect(
        await harness.store.changesSince({ cursor: { ...cursor, epoch: newId() }, limit: 10 })
      ).toBeNull();
    });

    test('snapshot and what follows it make everything', async () => {
      await append([make({ serial: 'S' }), make()]);
      const { catalogue, cursor, serialCount, stock, documents } = await harness.store.readSnapshot();
      const manifest = { serverNow: ARRIVED, catalogue, cursor, serialCount, stock, documents };
      expect(snapshotManifestSchema.safeParse(manifest).error).toBeUndefined();
      expect(catalogue).toEqual(testCatalogue);
      expect(serialCount).toBe(2);
      await append([make({ serial: 'S', kind: 'shipment' })]);
      const { changes } = await feed(1000, cursor.seq);
      expect(changes).toHaveLength(1);
      expect(changes[0]).toMatchObject({ row: { serialKey: 'S', state: { status: 'delivered' } } });
    });
  });
  describe('search', () => {
    const found = async (text: string, limit = 10) => {
      const query = { ...everySerial, text };
      const { rows, total } = await harness.store.searchSerials({ query, limit, after: null });
      return { keys: rows.map(({ serialKey }) => serialKey), total };
    };

    test('puts the exact serial first, then those that begin with it, then those that contain it', async () => {
      await append(['0AB1', 'AB12', 'AB1', 'AB11', 'Q'].map((serial) => make({ serial })));
      await append([make({ serial: '00-LOT', lot: 'LAB1' })]);
      expect(await found('ab1')).toEqual({ keys: ['AB1', 'AB11', 'AB12', '0AB1', '00-LOT'], total: 5 });
      expect(await found('ab1', 2)).toEqual({ keys: ['AB1', 'AB11'], total: 5 });
    });

    test('finds by product code, label or GTIN, accents aside', async () => {
      await append([make({ serial: 'ONE' }), make({ productId: 'product-2', serial: 'two' })]);
      expect((await found('ecran')).keys).toEqual(['ONE']);
      expect((await found('CÂBLE')).keys).toEqual(['two']);
      expect((await found('9521234')).keys).toEqual(['ONE']);
      expect((await found('p-2')).keys).toEqual(['two']);
    });

    test('takes the letters of a pattern literally', async () => {
      await append(['50%', '500', 'A_B', 'AXB', 'C\\D'].map((serial) => make({ serial })));
      expect((await found('50%')).keys).toEqual(['50%']);
      expect((await found('A_B')).keys).toEqual(['A_B']);
      expect((await found('c\\d')).keys).toEqual(['C\\D']);
      expect((await found('%')).keys).toEqual(['50%']);
    });

    test('an empty text lists all, and nonsense nothing', async () => {
      await append([make({ serial: 'B' }), make({ serial: 'A' })]);
      expect(await found('  ')).toEqual({ keys: ['A', 'B'], total: 2 });
      expect(await found('zzz')).toEqual({ keys: [], total: 0 });
    });
  });
  describe('the rest', () => {
    test('a serial that nobody has seen is null', async () => {
      expect(await harness.store.readSerial({ productId: 'product-1', serialKey: 'NO' })).toBeNull();
      expect(await harness.store.productById('no')).toBeNull();
    });

    test('devices are found by the hash of their token', async () => {
      expect(await harness.store.deviceByTokenHash(device.tokenHash)).toEqual({
        id: deviceId,
        name: 'Terminal 1',
        tokenIssuedAt: ARRIVED,
        token: 'present',
        previousUntil: 0
      });
      expect(await harness.store.deviceByTokenHash('b'.repeat(64))).toBeNull();
    });

    test('only an empty store can be initialised', async () => {
      expect(await harness.store.isEmpty()).toBe(false);
      const { cursor } = await harness.store.readSnapshot();
      expect(await harness.store.initialise({ products: [testProduct({ id: 'product-9' })] })).toEqual({
        ok: true,
        value: false
      });
      expect((await harness.store.readSnapshot()).cursor).toEqual(cursor);
      const fresh = await harness.open();
      expect(await fresh.isEmpty()).toBe(true);
      expect((await fresh.readSnapshot()).catalogue.settings).toEqual(testCatalogue.settings);
      await fresh.close();
    });
  });
}
