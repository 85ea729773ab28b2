import { expect, test } from 'vitest';
import {
  draftOf,
  openTestDatabase,
  testId,
  testProduct,
  TEST_EPOCH_MS
} from '../../../tests/factories/device.ts';
import { recordMovement } from '../db/commands/record-movement.ts';
import { readSerialView } from '../db/queries/serial-view.ts';
import { FakeServer } from './fake-server.ts';
import { createFakeTransport } from './fake-transport.ts';
import { createSyncLoop } from './sync-loop.ts';

test('a scan made offline is on the server after one pass, and confirmed here', async () => {
  const device = await openTestDatabase();
  const server = new FakeServer({ epoch: testId(device.random), now: () => TEST_EPOCH_MS });
  server.addProduct(testProduct);
  const recorded = await recordMovement(device.db, device.input(draftOf()));
  expect(recorded.ok).toBe(true);
  const loop = createSyncLoop({
    db: device.db,
    transport: createFakeTransport(server, { id: device.deviceId }),
    clock: { now: () => TEST_EPOCH_MS, monotonic: () => 0, bootId: 'boot' },
    random: (length) => device.random.bytes(length),
    locks: null,
    timers: { after: () => () => undefined },
    jitter: () => 0.5,
    deviceName: 'test'
  });
  const identity = { productId: testProduct.id, serialKey: 'SN-0001' };
  expect(await readSerialView(device.db, identity)).toMatchObject({ standing: 'provisional' });
  loop.wake({ urgent: true });
  await loop.settled();
  expect(loop.state).toMatchObject({ phase: 'idle', error: null });
  expect(server.movementIds).toHaveLength(1);
  expect(await readSerialView(device.db, identity)).toMatchObject({
    standing: 'confirmed',
    waiting: [],
    row: { state: { status: 'in-stock', locationId: 'a-01' } }
  });
});
