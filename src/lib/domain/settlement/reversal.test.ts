import fc from 'fast-check';
import { expect, test } from 'vitest';
import { movementFactory } from '../../../../tests/factories/movements.ts';
import { physicalKinds } from '../movement/kind.ts';
import { movementSchema } from '../movement/movement-schemas.ts';
import { liveMovementIds } from '../movement/liveness.ts';
import { stockKeysOf } from '../stock/stock-effect.ts';
import { reversalOf, reversalsOfGroup } from './reversal.ts';

const make = movementFactory(1);
const by = { operator: { id: make().id, name: 'Bureau' }, effectiveDate: '2024-10-05' };
const group = { id: make().id, size: 2 };
const members = [make({ serial: 'X', group }), make({ serial: 'Y', group })];

test('an envelope is taken back whole, by an envelope', () => {
  const drafts = reversalsOfGroup({ movements: members, by, reason: 'palette refusée' }) ?? [];
  const own = { id: make().id, size: 2 };
  const reversals = drafts.map((draft) => {
    const { id, recordedAt, clock, origin } = make();
    return movementSchema.parse({ ...draft, id, recordedAt, clock, origin, group: own });
  });
  expect(reversals.map(({ serial }) => serial)).toEqual(['X', 'Y']);
  expect([...liveMovementIds([...members, ...reversals])].sort()).toEqual(
    reversals.map(({ id }) => id).sort()
  );
});

test('half an envelope cannot be taken back, nor what is none', () => {
  const [first = make()] = members;
  expect(reversalsOfGroup({ movements: [first], by })).toBeNull();
  expect(reversalsOfGroup({ movements: [first, first], by })).toBeNull();
  expect(reversalsOfGroup({ movements: [first, make()], by })).toBeNull();
  expect(reversalsOfGroup({ movements: [], by })).toBeNull();
});

test('a reversal belongs to every stock row of its movement, a count of nothing included', () => {
  const place = fc.option(fc.constantFrom('loc-1', 'loc-2'), { nil: undefined });
  fc.assert(
    fc.property(fc.constantFrom(...physicalKinds), place, fc.boolean(), (kind, from, hasLot) => {
      const { serial: _serial, ...content } = make({ kind, quantityMicros: kind === 'count' ? 0 : 3 });
      const movement = { ...content, ...(from && { fromLocationId: from }), ...(hasLot && { lot: 'L1' }) };
      const { id, recordedAt, clock, origin } = make();
      const draft = reversalOf({ movement, by });
      const reversal = movementSchema.parse({ ...draft, id, recordedAt, clock, origin });
      expect(stockKeysOf(reversal)).toEqual(expect.arrayContaining(stockKeysOf(movement)));
    })
  );
});
