import fc from 'fast-check';
import { expect, test } from 'vitest';
import { historyArbitrary } from '../../../../tests/factories/history-arbitrary.ts';
import { sortMovements } from '../movement/order.ts';
import { emptySerialRow, extendSerialRow, projectSerial } from './serial-row.ts';

const identity = { productId: 'product-1', serialKey: 'SN-1' };

test('whenever the incremental path agrees to a movement it equals the full fold', () => {
  let extended = 0;
  fc.assert(
    fc.property(historyArbitrary, fc.boolean(), (history, inOrder) => {
      const arrivals = inOrder ? sortMovements(history) : history;
      for (let count = 0; count < arrivals.length; count++) {
        const before = projectSerial(identity, arrivals.slice(0, count)).row;
        const next = arrivals[count];
        if (!next) continue;
        const incremental = extendSerialRow(before, next);
        if (!incremental) continue;
        extended += 1;
        expect(incremental).toEqual(projectSerial(identity, arrivals.slice(0, count + 1)).row);
      }
    }),
    { numRuns: 2000 }
  );
  expect(extended).toBeGreaterThan(1000);
});

test('an empty row is what the fold of no movement gives', () => {
  const empty = emptySerialRow({ ...identity, serial: 'SN-1' });
  expect(empty).toEqual(projectSerial(identity, []).row);
});

test('reversals, counts, placements and late facts need the whole history', () => {
  fc.assert(
    fc.property(historyArbitrary, (history) => {
      for (const movement of history) {
        const row = projectSerial(
          identity,
          history.filter((other) => other.id !== movement.id)
        ).row;
        if (movement.kind === 'reversal' || movement.kind === 'count' || movement.before !== undefined) {
          expect(extendSerialRow(row, movement)).toBeNull();
        }
      }
    })
  );
});
