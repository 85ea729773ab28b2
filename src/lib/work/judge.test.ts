import { describe, expect, test } from 'vitest';
import type { SerialView } from '$lib/db/queries/serial-view';
import type { AnomalyType } from '$lib/domain/serial/anomaly';
import { emptySerialRow } from '$lib/domain/serial/serial-row';
import { foresee, judge } from './judge';

const movementId = '018f0000-0000-7000-8000-000000000009';

function viewWith(anomaly: AnomalyType | null, more: Partial<SerialView> = {}): SerialView {
  const row = emptySerialRow({ productId: 'p-1', serialKey: 'SN', serial: 'SN' });
  const found = { id: 'a', movementId, againstMovementId: null };
  const anomalies = anomaly ? [{ ...found, type: anomaly }] : [];
  const state = { ...row.state, status: 'in-stock' as const };
  return {
    row: { ...row, state, anomalies },
    standing: 'provisional',
    waiting: [],
    parked: [],
    serverVersion: null,
    ...more
  };
}

const judged = (view: SerialView | null, others: SerialView[] = [], productId: string | null = 'p-1') =>
  judge({ movementId, productId, view, others });

test.each([
  ['double-entry', 'already-in'],
  ['double-exit', 'already-out'],
  ['exit-without-entry', 'unknown'],
  ['wrong-location', 'other-place'],
  ['moved-while-out', 'already-out'],
  ['move-without-entry', 'unknown'],
  ['found-while-out', 'anomaly']
] as const)('%s is told as %s', (anomaly, judgement) => {
  expect(judged(viewWith(anomaly))).toBe(judgement);
});

test('no contradiction is fine, and so is a movement without a serial', () => {
  expect(judged(viewWith(null))).toBe('fine');
  expect(judged(null)).toBe('fine');
});

test('an old contradiction of another movement is not told again', () => {
  const view = viewWith('double-entry');
  const old = view.row.anomalies.map((found) => ({ ...found, movementId: 'another' }));
  expect(judged({ ...view, row: { ...view.row, anomalies: old } })).toBe('fine');
});

test('a serial that is in stock under another product is told as that', () => {
  expect(judged(viewWith('exit-without-entry'), [viewWith(null)])).toBe('other-product');
  expect(judged(viewWith('double-exit'), [viewWith(null)])).toBe('already-out');
});

test('what the row cannot decide is left to the server', () => {
  expect(judged(viewWith(null, { standing: 'server-decides' }))).toBe('server-decides');
});

test('an unknown product is an unidentified scan', () => {
  expect(judged(null, [], null)).toBe('unidentified');
});

describe('before it is made', () => {
  const state = emptySerialRow({ productId: 'p-1', serialKey: 'SN', serial: 'SN' }).state;
  const now = Date.parse('2026-03-12T10:00:00Z');
  const effectiveDate = '2026-03-12';

  const foreseen = (
    known: Partial<SerialView['row']['state']> | null,
    intent: Partial<Parameters<typeof foresee>[0]['intent']>,
    others: SerialView[] = []
  ) => {
    const view = known && viewWith(null);
    const standing = view && { ...view, row: { ...view.row, state: { ...state, ...known } } };
    return foresee({
      serial: 'SN',
      known: { view: standing, others },
      intent: { kind: 'receipt', effectiveDate, ...intent },
      now
    });
  };

  test.each([
    [null, { kind: 'receipt' }, 'fine'],
    [{ status: 'in-stock' }, { kind: 'receipt' }, 'already-in'],
    [null, { kind: 'shipment' }, 'unknown'],
    [{ status: 'delivered' }, { kind: 'shipment' }, 'already-out'],
    [{ status: 'delivered' }, { kind: 'customer-return' }, 'fine'],
    [{ status: 'in-stock', locationId: 'l-1' }, { kind: 'transfer', fromLocationId: 'l-2' }, 'other-place'],
    [{ status: 'in-stock', locationId: 'l-1' }, { kind: 'transfer', fromLocationId: 'l-1' }, 'fine'],
    [{ status: 'lost' }, { kind: 'transfer', toLocationId: 'l-1' }, 'already-out']
  ] as const)('what stands as %j and is given %j is foreseen as %s', (known, intent, expected) => {
    expect(foreseen(known, intent)).toBe(expected);
  });

  test('the same serial in stock under another product is seen', () => {
    expect(foreseen(null, { kind: 'receipt' }, [viewWith(null)])).toBe('other-product');
  });

  test('what the server has still to decide stays so', () => {
    const view = viewWith(null, { standing: 'server-decides' });
    const intent = { kind: 'receipt' as const, effectiveDate };
    expect(foresee({ serial: 'SN', known: { view, others: [] }, intent, now })).toBe('server-decides');
  });

  test('a date before what is known is left to the server', () => {
    const view = viewWith(null);
    const lastKey = { instant: now, deviceId: 'd', incarnation: 'i', sequence: 1, id: 'm' };
    const known = { view: { ...view, row: { ...view.row, lastKey, movementCount: 1 } }, others: [] };
    const day = { startsAt: now - 86_400_000, endsAt: now - 3_600_000 };
    const intent = { kind: 'receipt' as const, effectiveDate: '2026-03-11', chosenDay: day };
    expect(foresee({ serial: 'SN', known, intent, now })).toBe('server-decides');
  });
});
