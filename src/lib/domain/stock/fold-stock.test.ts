import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shuffledHistoryArbitrary } from '../../../../tests/factories/history-arbitrary.ts';
import { FACTORY_START, movementFactory } from '../../../../tests/factories/movements.ts';
import { naiveStock } from '../../../../tests/factories/naive-stock.ts';
import { cutHistory } from '../movement/cut-history.ts';
import type { FoldableMovement, Movement } from '../movement/movement.ts';
import { withoutDuplicates } from '../movement/without-duplicates.ts';
import { foldStock } from './fold-stock.ts';
import { stockKeysOf, type StockKey } from './stock-effect.ts';
import { emptyStockRow, extendStockRow, projectStock } from './stock-row.ts';
import { stockToken } from './stock-token.ts';

const UNIT = 1_000_000;

/** The same histories by quantity: no serial, and as many units as the id's last digit says. */
const bulk = ({ serial: _serial, ...movement }: FoldableMovement): FoldableMovement => ({
  ...movement,
  quantityMicros: (1 + (parseInt(movement.id.slice(-1), 16) % 4)) * UNIT
});

interface KeyedHistory {
  key: StockKey;
  movements: FoldableMovement[];
}

/** What arrived, by the stock row it belongs to. */
function byKey(arrived: readonly FoldableMovement[]): KeyedHistory[] {
  const keyed = new Map<string, KeyedHistory>();
  for (const movement of arrived.map(bulk)) {
    for (const key of stockKeysOf(movement)) {
      const known = keyed.get(stockToken(key)) ?? { key, movements: [] };
      known.movements.push(movement);
      keyed.set(stockToken(key), known);
    }
  }
  return [...keyed.values()];
}

describe('stock of one product, place and lot, for any history', () => {
  test('is what a storekeeper writes line by line, in whatever order and how often it arrives', () => {
    fc.assert(
      fc.property(shuffledHistoryArbitrary, ({ arrived }) => {
        for (const { key, movements } of byKey(arrived)) {
          const fold = foldStock(key, movements);
          const naive = naiveStock(key.locationId, movements);
          expect({
            balance: fold.quantityMicros,
            lines: fold.history.map((line) => `${line.movementId} ${line.live} ${line.balanceMicros}`),
            anomalies: fold.anomalies.map(({ id }) => id),
            accepted: fold.acceptances.map(({ anomalyId, against }) => `${anomalyId}:${against}`)
          }).toEqual(naive);
        }
      }),
      { numRuns: 300 }
    );
  });

  test('grows movement by movement to the row of the whole', () => {
    let extended = 0;
    fc.assert(
      fc.property(shuffledHistoryArbitrary, ({ arrived }) => {
        for (const { key, movements } of byKey(arrived)) {
          let row = emptyStockRow(key);
          withoutDuplicates(movements).forEach((movement, at, all) => {
            const whole = projectStock(key, all.slice(0, at + 1)).row;
            const next = extendStockRow(row, movement);
            if (next) {
              extended += 1;
              expect(next).toEqual(whole);
            }
            row = whole;
          });
        }
      }),
      { numRuns: 300 }
    );
    expect(extended).toBeGreaterThan(100);
  });

  test('follows from what was put away and what came after', () => {
    fc.assert(
      fc.property(shuffledHistoryArbitrary, fc.nat(3 * 86_400_000), ({ arrived }, before) => {
        for (const { key, movements } of byKey(arrived)) {
          const { past, present } = cutHistory(withoutDuplicates(movements), before);
          const opening = projectStock(key, past).row;
          const whole = projectStock(key, movements).row;
          if (past.length > 0) expect(projectStock(key, present, opening).row).toEqual(whole);
        }
      }),
      { numRuns: 300 }
    );
  });

  test('loses nothing between places: what moves is all that the places differ by', () => {
    const make = movementFactory(1);
    fc.assert(
      fc.property(
        fc.array(fc.record({ from: fc.nat(2), to: fc.nat(2), units: fc.integer({ min: 1, max: 9 }) })),
        (moves) => {
          const movements = moves.map(({ from, to, units }) =>
            bulkMovement(make, units, {
              kind: 'transfer',
              fromLocationId: `loc-${from}`,
              toLocationId: `loc-${to}`
            })
          );
          const total = [0, 1, 2].reduce((sum, place) => {
            const key = { productId: 'product-1', locationId: `loc-${place}`, lot: null };
            const own = movements.filter((movement) =>
              stockKeysOf(movement).some(({ locationId }) => locationId === key.locationId)
            );
            return sum + foldStock(key, own).quantityMicros;
          }, 0);
          expect(total).toBe(0);
        }
      )
    );
  });
});

function bulkMovement(
  make: (fields: Partial<Movement>) => Movement,
  units: number,
  fields: Partial<Movement> = {}
): Movement {
  const { serial: _serial, ...movement } = make({ quantityMicros: units * UNIT, ...fields });
  return movement;
}

describe('stock of one place', () => {
  const key = { productId: 'product-1', locationId: 'loc-1', lot: null };
  const at = (minutes: number) => ({ recordedAt: FACTORY_START + minutes * 60_000 });
  const quantity = (movements: Movement[]) => foldStock(key, movements).quantityMicros / UNIT;

  test('is what was counted, whatever is told late of the time before', () => {
    const make = movementFactory(2);
    const counted = bulkMovement(make, 7, { kind: 'count', ...at(10) });
    const lateExit = bulkMovement(make, 3, { kind: 'shipment', fromLocationId: 'loc-1', ...at(5) });
    expect(quantity([bulkMovement(make, 10, at(0)), counted, lateExit])).toBe(7);
    expect(quantity([bulkMovement(make, 10, at(0)), counted, { ...lateExit, ...at(15) }])).toBe(4);
  });

  test('below zero is flagged on each exit that leaves it there, and on no entry', () => {
    const make = movementFactory(3);
    const first = bulkMovement(make, 5, { kind: 'shipment', fromLocationId: 'loc-1' });
    const entry = bulkMovement(make, 2);
    const second = bulkMovement(make, 1, { kind: 'scrap', fromLocationId: 'loc-1' });
    const { quantityMicros, anomalies } = foldStock(key, [first, entry, second]);
    expect(quantityMicros).toBe(-4 * UNIT);
    expect(anomalies.map(({ id }) => id)).toEqual([
      `negative-quantity:${first.id}`,
      `negative-quantity:${second.id}`
    ]);
  });

  test('is left alone by a transfer that ends where it began', () => {
    const make = movementFactory(4);
    const within = bulkMovement(make, 2, {
      kind: 'transfer',
      fromLocationId: 'loc-1',
      toLocationId: 'loc-1'
    });
    expect(stockKeysOf(within)).toEqual([key]);
    expect(foldStock(key, [within])).toMatchObject({ quantityMicros: 0, anomalies: [] });
  });
});

describe('the stock rows of a movement', () => {
  const make = movementFactory(5);
  const ends = { fromLocationId: 'loc-1', toLocationId: 'loc-2' };
  const placesOf = (kind: Movement['kind'], fields: Partial<Movement> = ends) =>
    stockKeysOf(bulkMovement(make, 1, { kind, ...fields })).map(({ locationId }) => locationId);

  test.each([
    ['receipt', ['loc-2']],
    ['count', ['loc-2']],
    ['shipment', ['loc-1']],
    ['inventory-shortage', ['loc-1']],
    ['transfer', ['loc-1', 'loc-2']],
    ['transfer-departure', ['loc-1']],
    ['transfer-arrival', ['loc-2']],
    ['quarantine', []],
    ['reversal', ['loc-1', 'loc-2']],
    ['acceptance', ['loc-1', 'loc-2']]
  ] as const)('%s: %j', (kind, places) => {
    expect(placesOf(kind)).toEqual(places);
  });

  test('are none for a serial, and none while nobody knows the product', () => {
    expect(stockKeysOf(make())).toEqual([]);
    expect(stockKeysOf(bulkMovement(make, 1, { productId: null }))).toEqual([]);
  });

  test('have no place and no lot where nobody said, which is a row of its own', () => {
    const { toLocationId: _place, ...nowhere } = bulkMovement(make, 1);
    expect(stockKeysOf(nowhere)).toEqual([{ productId: 'product-1', locationId: null, lot: null }]);
    expect(stockKeysOf({ ...nowhere, lot: 'L1' })).toEqual([
      { productId: 'product-1', locationId: null, lot: 'L1' }
    ]);
  });
});
