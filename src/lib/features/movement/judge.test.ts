import { expect, test } from 'vitest';
import type { SerialView } from '$lib/db/queries/serial-view';
import type { AnomalyType } from '$lib/domain/serial/anomaly';
import { emptySerialRow } from '$lib/domain/serial/serial-row';
import { judge } from './judge';

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
  ['moved-while-out', 'anomaly']
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
