import { describe, expect, test } from 'vitest';
import { movementFactory } from '../../../../tests/factories/movements';
import type { Movement } from '$lib/domain/movement/movement';
import type { RegisteredAnomaly } from '$lib/protocol/anomalies';
import type { CommittedMovement } from '$lib/protocol/rows';
import { missingKinds, settle, waysFor, type Settlement } from './settle';

const make = movementFactory(3);
const by = { operator: make().operator, effectiveDate: '2026-03-02' };
const untouched: Settlement = {
  way: 'accept',
  side: 'claim',
  reason: '',
  kind: null,
  locationId: '',
  quantity: '',
  serial: ''
};

const committed = (movement: Movement): CommittedMovement => ({
  movement,
  stamp: { seq: 1, carrierDeviceId: movement.origin.deviceId, arrivedAt: 0 },
  deviceName: 'Terminal'
});

function anomalyOf(
  type: RegisteredAnomaly['anomaly']['type'],
  claim: Movement,
  against: Movement | null = null
): RegisteredAnomaly {
  const { id: movementId } = claim;
  return {
    anomaly: { id: `${type}:${movementId}`, type, movementId, againstMovementId: against?.id ?? null },
    productId: claim.productId ?? '',
    serialKey: claim.serial ?? null,
    serial: claim.serial ?? null,
    locationId: claim.serial === undefined ? (claim.fromLocationId ?? null) : null,
    lot: null,
    openedAt: 0,
    closedAt: null,
    closing: null,
    claim: committed(claim),
    against: against && committed(against),
    closedBy: null
  };
}

const shipped = make({ kind: 'shipment', serial: 'S' });
const twice = anomalyOf('double-exit', make({ kind: 'shipment', serial: 'S' }), shipped);
const lacking = anomalyOf('exit-without-entry', shipped);
const { serial: _serial, ...bulk } = make({ kind: 'shipment', fromLocationId: 'loc-1' });
const negative = anomalyOf('negative-quantity', bulk);

describe('the ways out', () => {
  test('are those that can explain the anomaly', () => {
    expect(waysFor(twice)).toEqual(['accept', 'reverse', 'add', 'correct']);
    expect(waysFor(negative)).toEqual(['accept', 'reverse', 'add']);
    expect(missingKinds(twice)).toContain('customer-return');
    expect(missingKinds(lacking)).toContain('receipt');
    expect(missingKinds(negative)).toContain('receipt');
  });

  test('an unusual format is no missing movement', () => {
    expect(missingKinds(anomalyOf('clock-suspect', make({ kind: 'reversal', serial: 'S' })))).toEqual([]);
  });
});

describe('settling', () => {
  const given = { by, members: [] };

  test('by acceptance needs a reason, and rests on what it rests on now', () => {
    expect(settle(twice, untouched, given)).toEqual({ ok: false, field: 'reason', code: 'reason-missing' });
    expect(settle(twice, { ...untouched, reason: ' vu ' }, given)).toMatchObject({
      ok: true,
      drafts: [{ kind: 'acceptance', label: 'vu', accepts: { against: shipped.id }, serial: 'S' }]
    });
  });

  test('takes the chosen side back', () => {
    const settled = settle(twice, { ...untouched, way: 'reverse', side: 'against' }, given);
    expect(settled).toMatchObject({
      ok: true,
      group: false,
      drafts: [{ kind: 'reversal', reverses: shipped.id }]
    });
  });

  test('takes an envelope back whole, or not at all', () => {
    const group = { id: make().id, size: 2 };
    const [one, other] = [make({ serial: 'S', group }), make({ serial: 'T', group })];
    const anomaly = anomalyOf('double-entry', one, make({ serial: 'S' }));
    const reverse: Settlement = { ...untouched, way: 'reverse' };
    expect(settle(anomaly, reverse, { by, members: [committed(one)] })).toMatchObject({ ok: false });
    expect(settle(anomaly, reverse, { by, members: [committed(one), committed(other)] })).toMatchObject({
      ok: true,
      group: true,
      drafts: [{ reverses: one.id }, { reverses: other.id }]
    });
  });

  test('adds the missing movement right before, at the place that was given', () => {
    const add: Settlement = { ...untouched, way: 'add', kind: 'receipt', locationId: 'loc-2' };
    expect(settle(lacking, { ...add, kind: null }, given)).toMatchObject({ field: 'kind' });
    expect(settle(lacking, add, given)).toMatchObject({
      ok: true,
      drafts: [{ kind: 'receipt', serial: 'S', before: shipped.id, toLocationId: 'loc-2' }]
    });
  });

  test('of a negative stock asks how much came in, to the place where it lacks', () => {
    const add: Settlement = { ...untouched, way: 'add', kind: 'receipt', quantity: 'x' };
    expect(settle(negative, add, given)).toMatchObject({ field: 'quantity', code: 'quantity-bad' });
    expect(settle(negative, { ...add, quantity: '2,5' }, given)).toMatchObject({
      ok: true,
      drafts: [{ kind: 'receipt', quantityMicros: 2_500_000, toLocationId: 'loc-1', before: bulk.id }]
    });
  });

  test('corrects the serial of a side, in one envelope', () => {
    const correct: Settlement = { ...untouched, way: 'correct', serial: 'S' };
    expect(settle(twice, correct, given)).toMatchObject({ field: 'serial', code: 'same-serial' });
    expect(settle(twice, { ...correct, serial: '' }, given)).toMatchObject({ code: 'serial-empty' });
    expect(settle(twice, { ...correct, serial: 'S-2' }, given)).toMatchObject({
      ok: true,
      group: true,
      drafts: [{ kind: 'reversal' }, { kind: 'shipment', serial: 'S-2' }, { kind: 'alias', serial: 'S' }]
    });
  });
});
