import { beforeEach, expect, test } from 'vitest';
import {
  draftOf,
  openTestDatabase,
  testProduct,
  type TestDatabase
} from '../../../../tests/factories/device.ts';
import { emptySerialRow } from '../../domain/serial/serial-row.ts';
import { recordMovement } from '../commands/record-movement.ts';
import type { MovementDraft } from '../../domain/movement/draft.ts';
import { serialsInContainer } from './container.ts';

const PALLET = '376000100000000010';
const OTHER = '376000100000000027';

let device: TestDatabase;

const held = (serial: string, container: string | null) => {
  const row = emptySerialRow({ productId: testProduct.id, serial, serialKey: serial });
  return {
    ...row,
    state: { ...row.state, status: 'in-stock' as const, container },
    movementCount: 1,
    version: 1
  };
};

const scan = (over: Partial<MovementDraft>) => recordMovement(device.db, device.input(draftOf(over)));

const on = async (sscc: string) => (await serialsInContainer(device.db, sscc)).map(({ row }) => row.serial);

beforeEach(async () => {
  device = await openTestDatabase();
  await device.db.serials.bulkPut([held('B', PALLET), held('A', PALLET), held('C', OTHER), held('D', null)]);
});

test('a pallet holds what the server put on it, in order, and nothing else', async () => {
  expect(await on(PALLET)).toEqual(['A', 'B']);
  expect(await on('376000100000000034')).toEqual([]);
});

test('own scans put serials on a pallet, move them to another and take them off when they leave', async () => {
  await scan({ serial: 'E', container: PALLET });
  await scan({ serial: 'A', container: OTHER, kind: 'transfer', toLocationId: 'a-02' });
  await scan({ serial: 'B', kind: 'shipment' });
  expect(await on(PALLET)).toEqual(['E']);
  expect(await on(OTHER)).toEqual(['A', 'C']);
});

test('a serial that only moves stays on its pallet', async () => {
  await scan({ serial: 'A', kind: 'transfer', toLocationId: 'a-02' });
  expect(await on(PALLET)).toEqual(['A', 'B']);
});
