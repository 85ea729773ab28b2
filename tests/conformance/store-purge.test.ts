import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MemoryStore } from '../../server/store/memory/memory-store.ts';
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts';
import type { Store } from '../../server/store/store.ts';
import type { FoldableMovement } from '../../src/lib/domain/movement/movement.ts';
import { testCatalogue } from '../factories/catalogue.ts';
import { ungroupedHistoryArbitrary } from '../factories/history-arbitrary.ts';
import { CONFORMANCE_EPOCH } from './store-harness.ts';
import { withoutStamps } from './stamps.ts';
import { everythingOf, purgeAll } from './store-upkeep.conformance.ts';

const DAY = 86_400_000;

async function append(store: Store, movements: readonly FoldableMovement[]): Promise<void> {
  const written = await store.appendMovements({
    carrierDeviceId: movements[0]?.origin.deviceId ?? '',
    arrivedAt: 10 * DAY,
    clockOffsetMs: 0,
    arrivals: movements.map((movement) => ({
      movement: withoutStamps(movement),
      correctedAt: movement.correctedAt
    }))
  });
  if (!written.ok) throw new Error(written.code);
}

const stores = {
  memory: () => new MemoryStore(CONFORMANCE_EPOCH),
  sqlite: () => openSqliteStore({ path: ':memory:', newEpoch: CONFORMANCE_EPOCH })
};

test.each(Object.entries(stores))(
  'a %s store purged at any moment, at any date, ends like one that never was, late facts and all',
  async (_name, open) => {
    let purged = 0;
    await fc.assert(
      fc.asyncProperty(
        ungroupedHistoryArbitrary,
        fc.nat(14),
        fc.constantFrom(0, 1, DAY / 2, DAY, DAY + 1, 3 * DAY),
        fc.constantFrom('gone' as const, 'all' as const),
        async (history, known, before, scope) => {
          const [plain, tidied] = [open(), open()];
          for (const store of [plain, tidied]) {
            await store.initialise(testCatalogue);
            await append(store, history.slice(0, known));
          }
          purged += await purgeAll(tidied, { before, scope });
          for (const store of [plain, tidied]) await append(store, history.slice(known));
          expect(await everythingOf(tidied)).toEqual(await everythingOf(plain));
          const recalculated = await tidied.recalculate({ after: 0, limit: 100 });
          expect(recalculated).toMatchObject({ ok: true, value: { differences: [] } });
          await plain.close();
          await tidied.close();
        }
      ),
      { numRuns: 200 }
    );
    expect(purged).toBeGreaterThan(0);
  }
);
