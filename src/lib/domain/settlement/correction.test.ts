import { expect, test } from 'vitest';
import { movementFactory } from '../../../../tests/factories/movements.ts';
import type { MovementDraft } from '../movement/draft.ts';
import type { FoldableMovement } from '../movement/movement.ts';
import { movementSchema } from '../movement/movement-schemas.ts';
import { orderKey } from '../movement/order.ts';
import { projectSerial } from '../serial/serial-row.ts';
import { correctionOf, isCorrectable, namingOf, type SerialMovement } from './correction.ts';

const make = movementFactory(1);
const desk = movementFactory(2, { startAt: Date.UTC(2024, 9, 5) });
const by = { operator: { id: make().id, name: 'Bureau' }, effectiveDate: '2024-10-05' };
const productId = 'product-1';
const truth = { productId, serial: 'Y' };

/** As recorded at the desk, in one envelope. */
function recorded(drafts: readonly MovementDraft[]): FoldableMovement[] {
  const group = { id: make().id, size: drafts.length };
  return drafts.map((draft) => {
    const { id, recordedAt, clock, origin } = desk();
    return movementSchema.parse({ ...draft, id, recordedAt, clock, origin, group });
  });
}

function correctable(movement: FoldableMovement): SerialMovement {
  if (!isCorrectable(movement)) throw new Error('no movement of a serial');
  return movement;
}

const rowOf = (serial: string, movements: readonly FoldableMovement[]) =>
  projectSerial(
    { productId, serialKey: serial },
    movements.filter((movement) => movement.serial === serial)
  ).row;

const received = [make({ serial: 'Y' }), make({ serial: 'X' })];
const shipped = correctable(make({ kind: 'shipment', serial: 'X', fromLocationId: 'loc-1', rawScan: '21X' }));
const returned = make({ kind: 'customer-return', serial: 'Y' });

test('what was read as X was done with Y, before what was done with Y later', () => {
  const facts = recorded(correctionOf({ movement: shipped, truth, by }));
  const then = [...received, shipped, ...facts];
  expect(rowOf('X', then)).toMatchObject({ state: { status: 'in-stock' }, alias: truth, anomalies: [] });
  expect(rowOf('Y', then)).toMatchObject({ state: { status: 'delivered' }, alias: null, anomalies: [] });
  expect(rowOf('Y', [...then, returned])).toMatchObject({ state: { status: 'in-stock' }, anomalies: [] });
});

test('a member of an envelope is corrected by itself', () => {
  const movement = { ...shipped, group: { id: make().id, size: 2 } };
  const facts = recorded(correctionOf({ movement, truth, by }));
  expect(rowOf('X', [...received, movement, ...facts]).state.status).toBe('in-stock');
});

test('the replacement takes the place that the server gave the movement, also of a replacement', () => {
  const movement = { ...shipped, correctedAt: shipped.recordedAt - 5_000_000 };
  const [, copy] = recorded(correctionOf({ movement, truth, by }));
  if (!copy) throw new Error('no copy');
  const [, again] = recorded(
    correctionOf({ movement: correctable(copy), truth: { productId, serial: 'Z' }, by })
  );
  if (!again) throw new Error('no copy');
  const place = orderKey(movement);
  expect(orderKey(copy)).toEqual({ ...place, id: copy.id });
  expect(orderKey(again)).toEqual({ ...place, id: again.id });
  expect([copy.standsFor?.movementId, again.standsFor?.movementId]).toEqual([movement.id, copy.id]);
});

test('the scan that read X stays in the history of X', () => {
  const [, copy] = correctionOf({ movement: shipped, truth, by });
  expect(copy).not.toHaveProperty('rawScan');
});

test('only what was done with a known serial can be corrected', () => {
  expect(isCorrectable(make({ kind: 'reversal', reverses: shipped.id }))).toBe(false);
  expect(isCorrectable(make({ productId: null }))).toBe(false);
});

test('several units of an unknown product are named as one serial, or stay several', () => {
  const { serial: _serial, ...scan } = make({ productId: null, quantityMicros: 5_000_000 });
  const [, named] = recorded(namingOf({ scan, productId, serial: 'X', by }));
  expect(named).toMatchObject({ serial: 'X', quantityMicros: 1_000_000 });
  const [, counted] = recorded(namingOf({ scan, productId, by }));
  expect(counted?.quantityMicros).toBe(5_000_000);
});
