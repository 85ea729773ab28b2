import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MemoryStore } from '../../server/store/memory/memory-store.ts';
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts';
import type { Store } from '../../server/store/store.ts';
import { foldable, type FoldableMovement } from '../../src/lib/domain/movement/movement.ts';
import { stockKeysOf, type StockKey } from '../../src/lib/domain/stock/stock-effect.ts';
import { projectStock } from '../../src/lib/domain/stock/stock-row.ts';
import { stockToken } from '../../src/lib/domain/stock/stock-token.ts';
import { testCatalogue } from '../factories/catalogue.ts';
import { shuffledHistoryArbitrary } from '../factories/history-arbitrary.ts';
import { withoutStamps } from './stamps.ts';
import { CONFORMANCE_EPOCH } from './store-harness.ts';

const bulk = ({ serial: _serial, ...movement }: FoldableMovement): FoldableMovement => movement;

async function replay(store: Store, arrived: readonly FoldableMovement[], size: number) {
  await store.initialise(testCatalogue);
  for (let at = 0; at < arrived.length; at += size) {
    const batch = arrived.slice(at, at + size);
    await store.appendMovements({
      carrierDeviceId: batch[0]?.origin.deviceId ?? '',
      arrivedAt: 1_000_000,
      clockOffsetMs: 0,
      arrivals: batch.map((movement) => ({
        movement: withoutStamps(movement),
        correctedAt: movement.correctedAt
      }))
    });
  }
  const { stock } = await store.readSnapshot();
  const page = await store.changesSince({ cursor: { epoch: store.epoch, seq: 0 }, limit: 1000 });
  await store.close();
  return { stock, changes: page?.changes ?? [] };
}

/** The rows that everything in the feed folds to. */
function rowsOf(changes: Awaited<ReturnType<typeof replay>>['changes']) {
  const keyed = new Map<string, { key: StockKey; movements: FoldableMovement[]; version: number }>();
  for (const change of changes) {
    if (change.type !== 'movement') continue;
    const { movement, stamp } = change.committed;
    for (const key of stockKeysOf(movement)) {
      const known = keyed.get(stockToken(key)) ?? { key, movements: [], version: 0 };
      known.movements.push(foldable(movement, stamp));
      known.version = stamp.seq;
      keyed.set(stockToken(key), known);
    }
  }
  return new Map(
    [...keyed].map(([token, { key, movements, version }]) => [
      token,
      { ...projectStock(key, movements).row, version }
    ])
  );
}

test('both stores keep the same stock rows for any batches, equal to the fold of all that the feed tells', async () => {
  await fc.assert(
    fc.asyncProperty(
      shuffledHistoryArbitrary,
      fc.integer({ min: 1, max: 6 }),
      async ({ history, arrived }, size) => {
        const movements = arrived.map(bulk);
        const memory = await replay(new MemoryStore(CONFORMANCE_EPOCH), movements, size);
        const sqlite = await replay(
          openSqliteStore({ path: ':memory:', newEpoch: CONFORMANCE_EPOCH }),
          movements,
          size
        );
        expect(sqlite).toEqual(memory);
        expect(new Map(sqlite.stock.map((row) => [stockToken(row), row]))).toEqual(rowsOf(sqlite.changes));
        const told = sqlite.changes.flatMap((change) =>
          change.type === 'movement' ? [change.committed.movement] : []
        );
        expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
        for (const { group } of told) {
          const members = told.filter((other) => group && other.group?.id === group.id);
          expect(members).toHaveLength(group?.size ?? 0);
        }
        const alone = history.filter(({ group }) => !group);
        expect(told.filter(({ group }) => !group)).toHaveLength(alone.length);
      }
    ),
    { numRuns: 60 }
  );
});
