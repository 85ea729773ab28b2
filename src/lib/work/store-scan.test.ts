import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { draftOf, openTestDatabase, testProduct, TEST_EPOCH_MS } from '../../../tests/factories/device';
import { recordMovement } from '$lib/db/commands/record-movement';
import type { MovementDraft } from '$lib/db/commands/record-movement';
import { findSerialsByKey } from '$lib/db/queries/search-serials';
import { serialKey } from '$lib/domain/serial/serial-identity';
import type { Device } from '$lib/sync/device';
import { judge } from './judge';
import { storeScan } from './store-scan';

const MINUTE = 60_000;
const products = [testProduct, { ...testProduct, id: 'radio', code: 'RA-1', gtins: [] }];

async function setUp() {
  const made = await openTestDatabase();
  await made.db.products.bulkPut(products);
  let now = TEST_EPOCH_MS;
  const device = {
    db: made.db,
    record: (draft: MovementDraft) => recordMovement(made.db, made.input(draft, now))
  } as unknown as Device;
  return { db: made.db, device, pass: (ms: number) => (now += ms) };
}

const step = fc.record({
  product: fc.constantFrom(...products),
  kind: fc.constantFrom('receipt', 'shipment', 'transfer', 'quarantine', 'loan', 'scrap', 'count'),
  serial: fc.constantFrom('SN-1', 'sn-1', 'SN-2'),
  place: fc.constantFrom('a-01', 'b-01'),
  minutes: fc.integer({ min: -3, max: 30 }),
  daysBack: fc.constantFrom(0, 0, 0, 1)
});

const draftFor = ({
  product,
  kind,
  serial,
  place,
  daysBack
}: typeof step extends fc.Arbitrary<infer S> ? S : never) =>
  draftOf({
    kind: kind as MovementDraft['kind'],
    productId: product.id,
    serial,
    toLocationId: place,
    fromLocationId: place,
    effectiveDate: daysBack === 0 ? '2026-03-02' : '2026-03-01',
    ...(daysBack > 0 && { chosenDay: { startsAt: Date.UTC(2026, 2, 1), endsAt: Date.UTC(2026, 2, 2) } })
  });

test('any scan is judged by what was known before it as by what is known after it', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      const { db, device, pass } = await setUp();
      for (const one of steps) {
        pass(one.minutes * MINUTE);
        const draft = draftFor(one);
        const identity = { productId: one.product.id, serialKey: serialKey(one.serial) };
        const stored = await storeScan(device, { draft, identity });
        if ('failed' in stored) continue;
        const all = await findSerialsByKey(db, one.serial);
        const others = all.filter(({ row }) => row.productId !== one.product.id);
        const view = all.find(({ row }) => row.productId === one.product.id) ?? null;
        const { movement, judgement } = stored;
        seen.add(judgement);
        expect(judgement).toBe(judge({ movementId: movement.id, productId: one.product.id, view, others }));
      }
      db.close();
    }),
    { numRuns: 150 }
  );
  expect(seen.size).toBeGreaterThan(4);
});

test('a database that cannot be read before the scan stores it all the same, and judges it after', async () => {
  const { db, device } = await setUp();
  const identity = { productId: testProduct.id, serialKey: 'SN-0001' };
  await storeScan(device, { draft: draftOf(), identity });
  const lost = vi.spyOn(db, 'transaction').mockRejectedValueOnce(new Error('connection lost'));
  const stored = await storeScan(device, { draft: draftOf(), identity });
  expect(lost).toHaveBeenCalled();
  expect(stored).toMatchObject({ judgement: 'already-in' });
});

test('a scan without a known product is unidentified, and one that could not be stored says why', async () => {
  const { device } = await setUp();
  const nameless = await storeScan(device, { draft: draftOf({ productId: null }), identity: null });
  expect(nameless).toMatchObject({ judgement: 'unidentified', otherProduct: null });
  const empty = await storeScan(device, {
    draft: draftOf({ serial: '' }),
    identity: { productId: testProduct.id, serialKey: '' }
  });
  expect(empty).toEqual({ failed: 'serial-empty' });
});
