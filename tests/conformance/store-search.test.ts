import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MemoryStore } from '../../server/store/memory/memory-store.ts';
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts';
import type { Store } from '../../server/store/store.ts';
import { physicalKinds } from '../../src/lib/domain/movement/kind.ts';
import type { Movement } from '../../src/lib/domain/movement/movement.ts';
import { defaultSettings } from '../../src/lib/domain/catalogue/catalogue.ts';
import { selectNearRows } from '../../src/lib/domain/serial/near-rows.ts';
import { normaliseSerial } from '../../src/lib/domain/serial/serial-identity.ts';
import { selectSerials } from '../../src/lib/domain/serial/serial-matcher.ts';
import {
  everySerial,
  type SerialPosition,
  type SerialQuery
} from '../../src/lib/domain/serial/serial-query.ts';
import { idFactory, movementFactory } from '../factories/movements.ts';
import {
  searchableRowArbitrary,
  searchCatalogue,
  serialQueryArbitrary
} from '../factories/search-arbitrary.ts';
import { CONFORMANCE_EPOCH } from './store-harness.ts';

const catalogue = { ...searchCatalogue, settings: defaultSettings };
const deviceId = idFactory(5)();

type Plan = Partial<Movement>;

const defined = (fields: Record<string, unknown>): Plan =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== ''));

/** What is done to one of a few serials: any kind, here and there, with and without a lot or a partner. */
const planArbitrary: fc.Arbitrary<Plan> = fc
  .record({ row: searchableRowArbitrary, kind: fc.constantFrom(...physicalKinds), day: fc.nat(3) })
  .map(({ row, kind, day }) => {
    const normal = normaliseSerial(row.serialKey);
    const { lot, partnerId, locationId, condition } = row.state;
    return defined({
      kind,
      productId: row.productId,
      serial: normal.ok ? normal.serial : 'S',
      lot,
      partnerId,
      condition,
      fromLocationId: locationId,
      toLocationId: locationId ?? 'yard',
      recordedAt: day * 1000
    });
  });

function bothStores(): Store[] {
  return [
    new MemoryStore(CONFORMANCE_EPOCH),
    openSqliteStore({ path: ':memory:', newEpoch: CONFORMANCE_EPOCH })
  ];
}

async function append(store: Store, movements: readonly Movement[]): Promise<void> {
  await store.appendMovements({
    carrierDeviceId: deviceId,
    arrivedAt: 1_000_000,
    clockOffsetMs: 0,
    arrivals: movements.map((movement) => ({ movement, correctedAt: undefined }))
  });
}

async function everyPage(store: Store, query: SerialQuery, limit: number) {
  const rows = [];
  for (let after: SerialPosition | null = null; ;) {
    const page = await store.searchSerials({ query, after, limit });
    rows.push(...page.rows);
    after = page.next;
    if (after === null) return { rows, total: page.total, counts: page.counts };
  }
}

test('any search among any serials finds the same in both stores, what the definition says, while batches come in', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(planArbitrary, { maxLength: 12 }), { minLength: 1, maxLength: 3 }),
      fc.array(serialQueryArbitrary, { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 1, max: 9 }),
      async (batches, queries, limit) => {
        const make = movementFactory(1, { deviceId });
        const made = batches.map((batch) => batch.map((plan) => make(plan)));
        const stores = bothStores();
        for (const store of stores) await store.initialise(catalogue);
        for (const batch of made) {
          for (const query of queries) {
            const [memory, sqlite] = await Promise.all(stores.map((store) => everyPage(store, query, limit)));
            expect(sqlite).toEqual(memory);
          }
          for (const store of stores) await append(store, batch);
        }
        for (const store of stores) {
          const { rows } = await store.readRows({ after: null, limit: 1000 });
          for (const query of queries) {
            const { rows: all, counts } = selectSerials(rows, query, catalogue);
            expect(await everyPage(store, query, limit)).toEqual({ rows: all, total: all.length, counts });
          }
          await store.close();
        }
      }
    ),
    { numRuns: 120 }
  );
});

test('any text has the same near serials in both stores, and they are those of the definition', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(planArbitrary, { maxLength: 25 }), planArbitrary, async (plans, sought) => {
      const make = movementFactory(1, { deviceId });
      const made = plans.map((plan) => make(plan));
      const exactCaseOf = (productId: string) => productId === 'product-2';
      for (const productId of [null, 'product-2']) {
        const query = { text: sought.serial ?? '', productId, limit: 8 };
        for (const store of bothStores()) {
          await store.initialise(catalogue);
          await append(store, made);
          const { rows } = await store.readRows({ after: null, limit: 1000 });
          expect(await store.nearSerials(query)).toEqual(selectNearRows(rows, query, exactCaseOf));
          await store.close();
        }
      }
    }),
    { numRuns: 40 }
  );
});

test('a product that is renamed is found by its new name at once', async () => {
  for (const store of bothStores()) {
    await store.initialise(catalogue);
    await append(store, [movementFactory(1, { deviceId })({ productId: 'product-1', serial: 'S' })]);
    const found = async (text: string) =>
      (await store.searchSerials({ query: { ...everySerial, text }, after: null, limit: 5 })).total;
    expect(await found('écran')).toBe(1);
    const [product] = catalogue.products;
    await store.putCatalogue({ products: product ? [{ ...product, label: 'Clavier', code: 'K' }] : [] });
    expect([await found('écran'), await found('clavier')]).toEqual([0, 1]);
    await store.close();
  }
});
