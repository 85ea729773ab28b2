import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MemoryStore } from '../../server/store/memory/memory-store.ts';
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts';
import type { Store } from '../../server/store/store.ts';
import { foldable, type FoldableMovement } from '../../src/lib/domain/movement/movement.ts';
import { projectSerial } from '../../src/lib/domain/serial/serial-row.ts';
import { testCatalogue } from '../factories/catalogue.ts';
import { shuffledHistoryArbitrary } from '../factories/history-arbitrary.ts';
import { withoutStamps } from './stamps.ts';
import { CONFORMANCE_EPOCH } from './store-harness.ts';
import { storeConformance } from './store.conformance.ts';

const openMemory = async (): Promise<Store> => new MemoryStore(CONFORMANCE_EPOCH);
const openSqlite = async (): Promise<Store> =>
  openSqliteStore({ path: ':memory:', newEpoch: CONFORMANCE_EPOCH });

storeConformance('memory', openMemory);
storeConformance('sqlite', openSqlite);

async function replay(store: Store, batches: FoldableMovement[][]) {
  await store.initialise(testCatalogue);
  const answers = [];
  for (const batch of batches) {
    answers.push(
      await store.appendMovements({
        carrierDeviceId: batch[0]?.origin.deviceId ?? '',
        arrivedAt: 1_000_000,
        clockOffsetMs: 0,
        arrivals: batch.map((movement) => ({
          movement: withoutStamps(movement),
          correctedAt: movement.correctedAt
        }))
      })
    );
  }
  const verdicts = answers.flatMap((answer) => (answer.ok ? answer.value : []));
  const outcome = {
    // The memory store remembers more of a movement than a verdict tells.
    verdicts: verdicts.map((one) =>
      'recorded' in one
        ? { ...one, recorded: { stamp: one.recorded.stamp, unidentified: one.recorded.unidentified } }
        : one
    ),
    changes: (await store.changesSince({ cursor: { epoch: store.epoch, seq: 0 }, limit: 1000 }))?.changes,
    rows: await store.readRows({ after: null, limit: 1000 }),
    record: await store.readSerial({ productId: 'product-1', serialKey: 'SN-1' })
  };
  await store.close();
  return outcome;
}

test('both stores give the same answers for any batches, rows equal to the fold of the whole history, and no part of an envelope', async () => {
  await fc.assert(
    fc.asyncProperty(
      shuffledHistoryArbitrary,
      fc.integer({ min: 1, max: 6 }),
      async ({ history, arrived }, size) => {
        const batches = Array.from({ length: Math.ceil(arrived.length / size) }, (_, at) =>
          arrived.slice(at * size, (at + 1) * size)
        );
        const memory = await replay(await openMemory(), batches);
        const sqlite = await replay(await openSqlite(), batches);
        expect(sqlite).toEqual(memory);
        const stamps = new Map(
          sqlite.record?.movements.map(({ movement, stamp }) => [movement.id, stamp] as const)
        );
        const taken = history.filter(({ id }) => stamps.has(id));
        for (const { group } of taken) {
          const members = taken.filter((other) => group && other.group?.id === group.id);
          expect(members).toHaveLength(group?.size ?? 0);
        }
        expect(history.filter(({ group }) => !group).every(({ id }) => stamps.has(id))).toBe(true);
        const stamped = taken.map((movement) =>
          foldable(withoutStamps(movement), stamps.get(movement.id) ?? null)
        );
        const { row } = projectSerial({ productId: 'product-1', serialKey: 'SN-1' }, stamped);
        const [stored] = sqlite.rows.rows;
        if (taken.length > 0) expect(stored).toEqual({ ...row, version: stored?.version });
      }
    ),
    { numRuns: 150 }
  );
});
