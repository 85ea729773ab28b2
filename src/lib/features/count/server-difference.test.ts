import { expect, test } from 'vitest';
import { movementFactory } from '../../../../tests/factories/movements.ts';
import type { Movement } from '$lib/domain/movement/movement';
import { movementSchema } from '$lib/domain/movement/movement-schemas';
import type { StockMovementsResponse } from '$lib/protocol/stock';
import { serverDifference } from './server-difference';

const UNIT = 1_000_000;
const key = { productId: 'product-1', locationId: 'loc-1', lot: null };
const make = movementFactory(1);

const entry = (fields: Partial<Movement>, balance: number): StockMovementsResponse['movements'][number] => {
  const movement = movementSchema.parse({ ...make(fields), serial: undefined });
  const stamp = { seq: 1, carrierDeviceId: make.deviceId, arrivedAt: movement.recordedAt };
  return { movement, stamp, deviceName: 'Desk', live: true, balanceMicros: balance * UNIT };
};

const differenceOf = (entries: StockMovementsResponse['movements']) =>
  serverDifference(key, { movements: entries.toReversed() }, ({ kind }) => kind === 'count');

test('the first balance tells what there was before a history whose beginning was put away', () => {
  const entries = [
    entry({ quantityMicros: 2 * UNIT }, 42),
    entry({ kind: 'count', quantityMicros: 30 * UNIT }, 30)
  ];
  expect(differenceOf(entries)).toEqual({ expectedMicros: 42 * UNIT, countedMicros: 30 * UNIT });
});

test('without a count there is nothing to tell', () => {
  expect(differenceOf([entry({}, 1)])).toBe(null);
  expect(differenceOf([])).toBe(null);
});
