import { describe, expect, test } from 'vitest';
import { testId } from '../../../../tests/factories/history-arbitrary.ts';
import { movementSchema } from './movement-schemas.ts';

const valid = {
  id: testId(1, 1),
  kind: 'receipt',
  productId: 'product-1',
  quantityMicros: 1_000_000,
  serial: 'SN-1',
  effectiveDate: '2026-03-02',
  recordedAt: 1_772_000_000_000,
  clock: { wallMs: 1_772_000_000_000, monotonicMs: 12.5, bootId: 'boot' },
  origin: { deviceId: testId(2, 1), incarnation: testId(3, 1), sequence: 1 },
  operator: { id: testId(4, 1), name: 'Ada' },
  capture: 'camera'
};

const faultyField = (fields: object): string | undefined => {
  const parsed = movementSchema.safeParse({ ...valid, ...fields });
  return parsed.success ? undefined : parsed.error.issues[0]?.path.join('.');
};

describe('a movement', () => {
  test('is accepted as it is made on a device', () => {
    expect(faultyField({})).toBeUndefined();
  });

  test('may have no product: an unidentified scan', () => {
    expect(faultyField({ productId: null, productHint: '03401234567895' })).toBeUndefined();
  });

  test.each([
    ['recordedAt', { recordedAt: Number.NaN }],
    ['recordedAt', { recordedAt: Infinity }],
    ['recordedAt', { recordedAt: 2 ** 53 + 2 }],
    ['recordedAt', { recordedAt: 'yesterday' }],
    ['quantityMicros', { quantityMicros: 2_000_000 }],
    ['quantityMicros', { quantityMicros: 0 }],
    ['serial', { serial: ' SN-1' }],
    ['serial', { serial: '' }],
    ['serial', { serial: 'x'.repeat(10_000) }],
    ['effectiveDate', { effectiveDate: '2026-02-30' }],
    ['toLocationId', { kind: 'transfer' }],
    ['reverses', { kind: 'reversal' }],
    ['origin.sequence', { origin: { ...valid.origin, sequence: 0 } }],
    ['chosenDay', { chosenDay: { startsAt: 10, endsAt: 5 } }],
    ['operator.name', { operator: { ...valid.operator, name: '\ud83d' } }],
    ['', { surprise: true }]
  ])('is refused, naming %s', (field, fields) => {
    expect(faultyField(fields)).toBe(field);
  });
});
