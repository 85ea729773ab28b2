import { expect, test } from 'vitest';
import { movementFactory } from '../../../../tests/factories/movements.ts';
import { physicalKinds } from '../movement/kind.ts';
import { movementSchema } from '../movement/movement-schemas.ts';
import { serialStatuses } from '../serial/status.ts';
import { transition } from '../serial/transition.ts';
import { foldStock } from '../stock/fold-stock.ts';
import { explainingKinds, missingMovement } from './missing-movement.ts';

const make = movementFactory(1);
const by = { operator: { id: make().id, name: 'Bureau' }, effectiveDate: '2024-10-05' };

test('a kind that explains contradicts nothing itself', () => {
  for (const before of serialStatuses) {
    for (const kind of physicalKinds) {
      for (const missing of explainingKinds({ before, kind })) {
        expect(transition(before, missing)).toEqual({ ignored: false, anomaly: null });
      }
    }
  }
});

test('an exit without entry is explained by entries, a second exit by a return', () => {
  expect(explainingKinds({ before: 'unknown', kind: 'shipment' })).toEqual([
    'receipt',
    'production-output',
    'inventory-found'
  ]);
  expect(explainingKinds({ before: 'delivered', kind: 'shipment' })).toEqual(['customer-return']);
});

test('a missing entry of a quantity heals negative stock', () => {
  const { serial: _serial, toLocationId: _to, ...content } = make({ kind: 'shipment' });
  const left = { ...content, fromLocationId: 'loc-1', lot: 'L1', quantityMicros: 4_000_000 };
  const { id, recordedAt, clock, origin } = make();
  const of = { productId: 'product-1', lot: 'L1', quantityMicros: 4_000_000 };
  const draft = missingMovement({ kind: 'receipt', of, before: left.id, by, toLocationId: 'loc-1' });
  const missing = movementSchema.parse({ ...draft, id, recordedAt, clock, origin });
  const key = { productId: 'product-1', locationId: 'loc-1', lot: 'L1' };
  expect(foldStock(key, [left]).anomalies).toHaveLength(1);
  expect(foldStock(key, [left, missing])).toMatchObject({ quantityMicros: 0, anomalies: [] });
});
