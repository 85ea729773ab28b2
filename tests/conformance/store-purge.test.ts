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
import { everythingOf, purgeAll, recalculateAll } from './store-upkeep.conformance.ts';

const DAY = 86_400_000;

/** Half the histories are of stock without serial. */
const bulk = ({ serial: _serial, ...movement }: FoldableMovement): FoldableMovement => movement;

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

const dates = [0, 1, DAY / 2, DAY, DAY + 1, 3 * DAY];

/** A purge with what arrives between it and the one before. */
const purgesArbitrary = fc.array(
  fc.record({
    arrivals: fc.nat(8),
    before: fc.constantFrom(...dates),
    scope: fc.constantFrom('gone' as const, 'all' as const)
  }),
  { minLength: 1, maxLength: 3 }
);

test.each(Object.entries(stores))(
  'a %s store purged at any moments, at any dates, ends like one that never was, late facts and all',
  async (_name, open) => {
    let purged = 0;
    await fc.assert(
      fc.asyncProperty(
        ungroupedHistoryArbitrary,
        purgesArbitrary,
        fc.boolean(),
        async (serialised, purges, isBulk) => {
          const waiting = isBulk ? serialised.map(bulk) : [...serialised];
          const [plain, tidied] = [open(), open()];
          const arrive = async (count: number) => {
            const batch = waiting.splice(0, count);
            for (const store of [plain, tidied]) await append(store, batch);
          };
          for (const store of [plain, tidied]) await store.initialise(testCatalogue);
          for (const { arrivals, ...cut } of purges) {
            await arrive(arrivals);
            purged += await purgeAll(tidied, cut);
          }
          await arrive(waiting.length);
          expect(await everythingOf(tidied)).toEqual(await everythingOf(plain));
          expect(await recalculateAll(tidied)).toEqual([]);
          await plain.close();
          await tidied.close();
        }
      ),
      { numRuns: 300 }
    );
    expect(purged).toBeGreaterThan(0);
  }
);
