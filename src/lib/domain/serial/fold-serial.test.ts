import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  historyArbitrary,
  shuffledHistoryArbitrary,
  testId
} from '../../../../tests/factories/history-arbitrary.ts';
import { naiveFold, type NaiveResult } from '../../../../tests/factories/naive-fold.ts';
import { movementKindCodes } from '../movement/kind.ts';
import type { FoldableMovement } from '../movement/movement.ts';
import { foldSerial, type SerialFold } from './fold-serial.ts';
import { serialStatuses, type SerialStatus } from './status.ts';

const comparable = (fold: SerialFold): NaiveResult => ({
  status: fold.state.status,
  condition: fold.state.condition,
  location: fold.state.locationId,
  destination: fold.state.destinationId,
  lot: fold.state.lot,
  container: fold.state.container,
  partner: fold.state.partnerId,
  since: fold.state.since,
  lastMovementId: fold.state.lastMovementId,
  order: fold.history.map((entry) => entry.movementId),
  live: fold.history.filter((entry) => entry.live).map((entry) => entry.movementId),
  anomalies: fold.anomalies.map((anomaly) => `${anomaly.id}:${anomaly.againstMovementId}`),
  alias: fold.alias?.serial ?? null,
  accepted: fold.acceptances.map(({ anomalyId, against }) => `${anomalyId}:${against}`)
});

let made = 0;
function movement(fields: Partial<FoldableMovement> & Pick<FoldableMovement, 'kind'>): FoldableMovement {
  made += 1;
  return {
    id: testId(9, made),
    productId: 'product-1',
    quantityMicros: 1_000_000,
    serial: 'SN-1',
    effectiveDate: '2026-03-02',
    recordedAt: made * 1000,
    clock: { wallMs: made * 1000, monotonicMs: made, bootId: 'boot' },
    origin: { deviceId: testId(2, 1), incarnation: testId(3, 1), sequence: made },
    operator: { id: testId(4, 1), name: 'Ada' },
    capture: 'typed',
    ...fields
  };
}

/** The shortest way to bring a serial to each status. */
const wayTo: Record<SerialStatus, FoldableMovement['kind'][]> = {
  unknown: [],
  'in-stock': ['receipt'],
  'in-transit': ['receipt', 'transfer-departure'],
  delivered: ['receipt', 'shipment'],
  'returned-to-supplier': ['receipt', 'supplier-return'],
  consumed: ['receipt', 'consumption'],
  scrapped: ['receipt', 'scrap'],
  lost: ['receipt', 'loss'],
  'on-loan': ['receipt', 'loan'],
  missing: ['receipt', 'inventory-shortage']
};

describe('the result depends only on the set of movements', () => {
  test('any permutation and any duplication give the identical fold', () => {
    fc.assert(
      fc.property(shuffledHistoryArbitrary, ({ history, arrived }) => {
        expect(foldSerial(arrived)).toEqual(foldSerial(history));
      }),
      { numRuns: 3000 }
    );
  });

  test('any batching gives the identical fold, each batch folded with all that came before it', () => {
    fc.assert(
      fc.property(shuffledHistoryArbitrary, fc.integer({ min: 1, max: 5 }), ({ history, arrived }, size) => {
        const held: FoldableMovement[] = [];
        let fold = foldSerial(held);
        for (let at = 0; at < arrived.length; at += size) {
          held.push(...arrived.slice(at, at + size));
          fold = foldSerial(held);
        }
        expect(fold).toEqual(foldSerial(history));
      }),
      { numRuns: 500 }
    );
  });

  test('any history folds as the naive oracle says', () => {
    fc.assert(
      fc.property(historyArbitrary, (history) => {
        expect(comparable(foldSerial(history))).toEqual(naiveFold(history));
      }),
      { numRuns: 5000 }
    );
  });

  test('a copy that carries the server correction wins over one that does not, in either order', () => {
    const plain = movement({ kind: 'receipt' });
    const corrected = { ...plain, correctedAt: 5 };
    expect(foldSerial([plain, corrected])).toEqual(foldSerial([corrected]));
    expect(foldSerial([corrected, plain])).toEqual(foldSerial([corrected]));
  });
});

describe('every kind on every status', () => {
  for (const status of serialStatuses) {
    for (const kind of movementKindCodes) {
      test(`${kind} on ${status} is as the naive oracle says`, () => {
        const places = ['loc-a', 'loc-b', undefined];
        for (const from of places) {
          for (const to of places) {
            const way = wayTo[status].map((step) => movement({ kind: step, toLocationId: 'loc-a' }));
            const last = movement({
              kind,
              ...(from && { fromLocationId: from }),
              ...(to && { toLocationId: to }),
              ...(kind === 'reversal' && { reverses: way.at(-1)?.id ?? testId(9, 0) })
            });
            const history = [...way, last];
            expect(foldSerial(way).state.status).toBe(status);
            expect(comparable(foldSerial(history))).toEqual(naiveFold(history));
          }
        }
      });
    }
  }
});

describe('every tie of the order', () => {
  const base = movement({ kind: 'receipt', toLocationId: 'loc-a' });
  const ties: [string, Partial<FoldableMovement>][] = [
    ['device', { origin: { ...base.origin, deviceId: testId(2, 2) } }],
    ['incarnation', { origin: { ...base.origin, incarnation: testId(3, 2) } }],
    ['device sequence', { origin: { ...base.origin, sequence: base.origin.sequence + 1 } }],
    ['id', {}]
  ];
  for (const [level, later] of ties) {
    test(`two movements of one instant are told apart by ${level}`, () => {
      const second = { ...base, id: testId(9, 999_999), kind: 'shipment' as const, ...later };
      expect(foldSerial([second, base]).state.status).toBe('delivered');
      expect(foldSerial([base, second]).anomalies).toEqual([]);
    });
  }
});

describe('dates that a person chose', () => {
  const day = { startsAt: 0, endsAt: 86_400_000 };

  test('a missing receipt added later for the same day does not resurrect a shipped serial', () => {
    const shipment = movement({ kind: 'shipment', recordedAt: 40_000_000 });
    expect(foldSerial([shipment]).anomalies.map(({ type }) => type)).toEqual(['exit-without-entry']);
    const receipt = movement({ kind: 'receipt', recordedAt: 90_000_000, chosenDay: day });
    const healed = foldSerial([shipment, receipt]);
    expect(healed.state.status).toBe('delivered');
    expect(healed.anomalies).toEqual([]);
  });

  test('an exit whose date was chosen stands at the end of that day', () => {
    const exit = movement({ kind: 'shipment', chosenDay: day, recordedAt: 90_000_000 });
    const receipt = movement({ kind: 'receipt', recordedAt: 86_399_000 });
    expect(foldSerial([exit, receipt]).state.status).toBe('delivered');
  });

  test('a movement placed before another stands there whatever its clock says', () => {
    const shipment = movement({ kind: 'shipment', recordedAt: 1000 });
    const receipt = movement({ kind: 'receipt', recordedAt: 9_000_000, before: shipment.id });
    const fold = foldSerial([shipment, receipt]);
    expect(fold.history.map((entry) => entry.movementId)).toEqual([receipt.id, shipment.id]);
    expect(fold.state.status).toBe('delivered');
  });
});

describe('reversals', () => {
  test('a reversed movement counts no more, and reversing the reversal brings it back', () => {
    const receipt = movement({ kind: 'receipt' });
    const shipment = movement({ kind: 'shipment' });
    const undo = movement({ kind: 'reversal', reverses: shipment.id });
    const redo = movement({ kind: 'reversal', reverses: undo.id });
    expect(foldSerial([receipt, shipment, undo]).state.status).toBe('in-stock');
    expect(foldSerial([receipt, shipment, undo, redo]).state.status).toBe('delivered');
  });

  test('a circle of reversals voids all its members and nothing else', () => {
    const [a, b, c] = [testId(8, 1), testId(8, 2), testId(8, 3)];
    const receipt = movement({ kind: 'receipt' });
    const circle = [
      movement({ kind: 'reversal', id: a, reverses: b }),
      movement({ kind: 'reversal', id: b, reverses: c }),
      movement({ kind: 'reversal', id: c, reverses: a })
    ];
    const fold = foldSerial([...circle, receipt]);
    expect(fold.history.filter((entry) => entry.live).map((entry) => entry.movementId)).toEqual([receipt.id]);
  });
});

describe('contradictions are kept, believed and named', () => {
  test('two phones ship the same serial: out once, one double exit naming both movements', () => {
    const receipt = movement({ kind: 'receipt' });
    const first = movement({ kind: 'shipment' });
    const second = movement({ kind: 'shipment' });
    const fold = foldSerial([receipt, second, first]);
    expect(fold.state.status).toBe('delivered');
    expect(fold.anomalies).toEqual([
      {
        id: `double-exit:${second.id}`,
        type: 'double-exit',
        movementId: second.id,
        againstMovementId: first.id
      }
    ]);
  });

  test('a shortage on a serial already out does nothing', () => {
    const way = [movement({ kind: 'receipt' }), movement({ kind: 'shipment' })];
    const shortage = movement({ kind: 'inventory-shortage' });
    expect(foldSerial([...way, shortage]).state).toEqual(foldSerial(way).state);
  });

  test('a finding that says nothing of the condition does not release a quarantine', () => {
    const way = [
      movement({ kind: 'receipt', toLocationId: 'loc-a' }),
      movement({ kind: 'quarantine' }),
      movement({ kind: 'inventory-found', toLocationId: 'loc-a' })
    ];
    expect(foldSerial(way).state).toMatchObject({ status: 'in-stock', condition: 'quarantine' });
  });
});
