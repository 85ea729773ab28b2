import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { historyArbitrary } from '../../../../tests/factories/history-arbitrary.ts';
import { idFactory, movementFactory } from '../../../../tests/factories/movements.ts';
import { liveMovementIds } from '../movement/liveness.ts';
import type { MovementDraft } from '../movement/draft.ts';
import type { FoldableMovement, Movement } from '../movement/movement.ts';
import { movementSchema } from '../movement/movement-schemas.ts';
import { orderKey } from '../movement/order.ts';
import { foldSerial } from '../serial/fold-serial.ts';
import { openAnomalies, projectSerial } from '../serial/serial-row.ts';
import { projectStock } from '../stock/stock-row.ts';
import { acceptanceOf } from './acceptance.ts';
import { correctionOf, namingOf } from './correction.ts';
import { missingMovement } from './missing-movement.ts';
import { productionOf } from './production.ts';
import { reversalOf } from './reversal.ts';

const make = movementFactory(7);
const newId = idFactory(8);
const by = { operator: { id: newId(), name: 'Claire' }, effectiveDate: '2026-03-02' };

/** The drafts as a desk records them, in one envelope when there are several. */
function recorded(drafts: readonly MovementDraft[]): Movement[] {
  const group = drafts.length > 1 ? { group: { id: newId(), size: drafts.length } } : {};
  return drafts.map((draft) => {
    const { id, recordedAt, clock, origin } = make({ recordedAt: 1_800_000_000_000 });
    return movementSchema.parse({ ...draft, ...group, id, recordedAt, clock, origin });
  });
}

const withSerial = (movement: FoldableMovement) => ({ ...movement, serial: 'SN-1', productId: 'product-1' });

describe('a reversal', () => {
  test('of any movement makes the history what it was without it', () => {
    fc.assert(
      fc.property(historyArbitrary, fc.nat(13), (history, place) => {
        const plain = history.map(({ group: _group, ...movement }): FoldableMovement => movement);
        const movement = plain[place];
        if (!movement || movement.kind === 'reversal' || !liveMovementIds(plain).has(movement.id)) return;
        const [reversal] = recorded([reversalOf({ movement, by, reason: 'erreur' })]);
        const after = foldSerial([...plain, ...(reversal ? [reversal] : [])]);
        const without = foldSerial(plain.filter(({ id }) => id !== movement.id));
        const named = plain.some(({ before, reverses }) => [before, reverses].includes(movement.id));
        if (!named) expect(after.state).toEqual(without.state);
      })
    );
  });

  test('of a transfer gives both places their stock back', () => {
    const { serial: _serial, ...moved } = make({
      kind: 'transfer',
      quantityMicros: 4_000_000,
      fromLocationId: 'loc-1',
      toLocationId: 'loc-2'
    });
    const [reversal] = recorded([reversalOf({ movement: moved, by })]);
    for (const locationId of ['loc-1', 'loc-2']) {
      const key = { productId: 'product-1', locationId, lot: null };
      expect(projectStock(key, [moved, ...(reversal ? [reversal] : [])]).row.quantityMicros).toBe(0);
    }
  });
});

describe('a correction', () => {
  test('moves any fact to the other serial, to the very place where it stood', () => {
    fc.assert(
      fc.property(historyArbitrary, fc.nat(13), (history, place) => {
        const movement = history[place];
        if (!movement || ['reversal', 'alias', 'acceptance'].includes(movement.kind)) return;
        const corrected = correctionOf({
          movement: withSerial({ ...movement, toLocationId: 'loc-a' }),
          truth: { productId: 'product-1', serial: 'SN-2' },
          by
        });
        const [reversal, replacement, alias] = recorded(corrected);
        if (!reversal || !replacement || !alias) throw new Error('three');
        expect({ ...orderKey(replacement), id: '' }).toEqual({ ...orderKey(movement), id: '' });
        if (liveMovementIds(history).has(movement.id)) {
          expect(liveMovementIds([...history, reversal]).has(movement.id)).toBe(false);
        }
        expect(
          projectSerial({ productId: 'product-1', serialKey: 'SN-1' }, [...history, alias]).row.alias
        ).toEqual({ productId: 'product-1', serial: 'SN-2' });
      })
    );
  });

  test('keeps what was said of the fact: place, partner, document, lot, day', () => {
    const movement = make({
      serial: 'X',
      partnerId: 'supplier-1',
      document: 'BR-7',
      lot: 'L1',
      rawScan: 'X'
    });
    const [, replacement] = recorded(
      correctionOf({ movement: withSerial(movement), truth: { productId: 'product-1', serial: 'Y' }, by })
    );
    expect(replacement).toMatchObject({
      kind: 'receipt',
      serial: 'Y',
      partnerId: 'supplier-1',
      document: 'BR-7',
      lot: 'L1',
      toLocationId: 'loc-1',
      effectiveDate: movement.effectiveDate,
      operator: by.operator
    });
  });

  test('a scan that is named stands where it was scanned', () => {
    const scan = make({ productId: null, productHint: 'carton', serial: 'X' });
    const [reversal, replacement] = recorded(namingOf({ scan, productId: 'product-1', by }));
    expect(reversal).toMatchObject({ kind: 'reversal', productId: null, reverses: scan.id });
    expect(replacement).toMatchObject({ productId: 'product-1', serial: 'X', kind: 'receipt' });
    expect(replacement).not.toHaveProperty('productHint');
    expect(foldSerial(replacement ? [replacement] : []).state.since).toBe(scan.recordedAt);
  });
});

test('an acceptance lets an anomaly stand until what it rests on changes', () => {
  const [first, second] = [make({ kind: 'shipment', serial: 'S' }), make({ kind: 'shipment', serial: 'S' })];
  const identity = { productId: 'product-1', serialKey: 'S' };
  const history = [make({ serial: 'S', recordedAt: first.recordedAt - 1 }), first, second];
  const [anomaly] = projectSerial(identity, history).row.anomalies;
  if (!anomaly) throw new Error('none');
  const subject = { productId: 'product-1', serial: 'S' };
  const accepted = recorded([acceptanceOf({ anomaly, subject, reason: 'vu', by })]);
  expect(openAnomalies(projectSerial(identity, [...history, ...accepted]).row)).toEqual([]);
  const between = make({ serial: 'S', kind: 'scrap', recordedAt: first.recordedAt + 1 });
  expect(openAnomalies(projectSerial(identity, [...history, between, ...accepted]).row)).not.toEqual([]);
});

test('the missing movement stands right before the one it explains, and heals it', () => {
  const shipped = make({ kind: 'shipment', serial: 'S' });
  const identity = { productId: 'product-1', serialKey: 'S' };
  const draft = missingMovement({
    kind: 'receipt',
    of: { productId: 'product-1', serial: 'S' },
    before: shipped.id,
    by,
    toLocationId: 'loc-1'
  });
  const { row } = projectSerial(identity, [shipped, ...recorded([draft])]);
  expect(row.anomalies).toEqual([]);
  expect(row.state.status).toBe('delivered');
});

test('a production consumes its components and brings in what it made, in one envelope', () => {
  const movements = recorded(
    productionOf({
      productId: 'kit',
      produced: [{ serial: 'K-1' }],
      consumed: [
        { productId: 'screen', serial: 'E-1', fromLocationId: 'loc-1' },
        { productId: 'screw', quantityMicros: 8_000_000, lot: 'L1' }
      ],
      toLocationId: 'loc-2',
      document: 'OF-12',
      by
    })
  );
  expect(
    movements.map(({ kind, productId, serial, quantityMicros }) => [kind, productId, serial, quantityMicros])
  ).toEqual([
    ['consumption', 'screen', 'E-1', 1_000_000],
    ['consumption', 'screw', undefined, 8_000_000],
    ['production-output', 'kit', 'K-1', 1_000_000]
  ]);
  expect(new Set(movements.map(({ group }) => group?.id)).size).toBe(1);
});
