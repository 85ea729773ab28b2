import { expect, test, vi } from 'vitest';
import {
  draftOf,
  openTestDatabase,
  testId,
  testProduct,
  TEST_EPOCH_MS
} from '../../../../tests/factories/device.ts';
import { defaultSettings } from '../../domain/catalogue/catalogue.ts';
import { uuidV7 } from '../../domain/id.ts';
import type { Change, Cursor } from '../../protocol/pull.ts';
import { FakeServer } from '../../sync/fake-server.ts';
import { applyChanges } from './apply-changes.ts';

const key = (serial: string): [string, string] => [testProduct.id, serial];

/** A server whose feed holds, behind the product, a receipt and a shipment of one serial. */
async function feedOfTwo(): Promise<{
  device: Awaited<ReturnType<typeof openTestDatabase>>;
  changes: Change[];
  start: Cursor;
}> {
  const device = await openTestDatabase();
  const server = new FakeServer({ epoch: testId(device.random), now: () => TEST_EPOCH_MS });
  server.addProduct(testProduct);
  (['receipt', 'shipment'] as const).forEach((kind, place) => {
    const { toLocationId: _to, ...draft } = draftOf({ kind });
    server.commit(device.deviceId, {
      ...draft,
      id: uuidV7({ now: TEST_EPOCH_MS, random: device.random.bytes(10) }),
      recordedAt: TEST_EPOCH_MS + place,
      clock: { wallMs: TEST_EPOCH_MS, monotonicMs: 0, bootId: 'b' },
      origin: { deviceId: device.deviceId, incarnation: testId(device.random), sequence: 1 }
    });
  });
  const start = { epoch: server.epoch, seq: 0 };
  await device.db.writeFeed('cursor', start);
  return { device, changes: server.changes, start };
}

test('a page is stored with its cursor, and a page from another cursor is refused', async () => {
  const { device, changes, start } = await feedOfTwo();
  const page = { from: start, changes, cursor: { ...start, seq: 3 } };
  expect(await applyChanges(device.db, page)).toMatchObject({ ok: true });
  expect(await device.db.readFeed('cursor')).toEqual({ ...start, seq: 3 });
  expect(await device.db.serials.get(key('SN-0001'))).toMatchObject({
    version: 3,
    state: { status: 'delivered' }
  });
  expect(await device.db.movements.count()).toBe(2);
  expect(await applyChanges(device.db, page)).toMatchObject({ error: { code: 'stale-page' } });
});

test('an older row never replaces a newer one', async () => {
  const { device, changes, start } = await feedOfTwo();
  const newest = changes.at(-1);
  if (newest?.type !== 'movement' || !newest.row) throw new Error('no row');
  await device.db.serials.put(newest.row);
  await applyChanges(device.db, { from: start, changes: changes.slice(0, 2), cursor: { ...start, seq: 2 } });
  expect(await device.db.serials.get(key('SN-0001'))).toMatchObject({ version: 3 });
});

test('a crash in the middle of a page leaves the page out and the cursor where it was', async () => {
  const { device, changes, start } = await feedOfTwo();
  const torn = vi.spyOn(device.db, 'writeFeed').mockRejectedValueOnce(new Error('disk'));
  const page = { from: start, changes, cursor: { ...start, seq: 3 } };
  expect(await applyChanges(device.db, page)).toMatchObject({ error: { code: 'storage-failed' } });
  expect(torn).toHaveBeenCalled();
  expect(await device.db.serials.count()).toBe(0);
  expect(await device.db.movements.count()).toBe(0);
  expect(await device.db.readFeed('cursor')).toEqual(start);
  expect(await applyChanges(device.db, page)).toMatchObject({ ok: true });
});

test('changes of the catalogue and the settings come through the feed', async () => {
  const { device, start } = await feedOfTwo();
  const settings = { ...defaultSettings, stockManagement: false, serialsOnMovements: false };
  const changes: Change[] = [
    { type: 'product', seq: 1, product: { ...testProduct, label: 'Old' } },
    { type: 'product', seq: 2, product: { ...testProduct, label: 'New' } },
    {
      type: 'site',
      seq: 3,
      site: { id: 's', code: 'S', name: 'Site', timeZone: 'Europe/Paris', archived: false }
    },
    { type: 'settings', seq: 4, settings }
  ];
  await applyChanges(device.db, { from: start, changes, cursor: { ...start, seq: 4 } });
  expect(await device.db.products.get(testProduct.id)).toMatchObject({ label: 'New' });
  expect(await device.db.sites.count()).toBe(1);
  expect(await device.db.readFeed('settings')).toEqual(settings);
});
