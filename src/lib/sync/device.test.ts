import { expect, test, vi } from 'vitest';
import {
  draftOf,
  openTestDatabase,
  testId,
  testProduct,
  TEST_EPOCH_MS
} from '../../../tests/factories/device.ts';
import { FakeLocks, ManualTimers } from '../../../tests/factories/sync.ts';
import type { Cursor } from '../protocol/pull.ts';
import { startDevice, type DeviceOptions } from './device.ts';
import { FakeServer } from './fake-server.ts';
import { createFakeTransport } from './fake-transport.ts';

async function setUp() {
  const made = await openTestDatabase();
  const server = new FakeServer({ epoch: testId(made.random), now: () => TEST_EPOCH_MS });
  server.addProduct(testProduct);
  const options: DeviceOptions = {
    db: made.db,
    transport: createFakeTransport(server, { id: made.deviceId }),
    clock: { now: () => TEST_EPOCH_MS, monotonic: () => 0, bootId: 'boot' },
    random: (length) => made.random.bytes(length),
    locks: new FakeLocks(),
    timers: new ManualTimers(),
    jitter: () => 0.5
  };
  return { server, made, options };
}

test('a device syncs as it starts and after each scan, and tells its screen', async () => {
  const { server, options } = await setUp();
  const device = await startDevice(options);
  const phases: string[] = [];
  device.sync.subscribe(({ phase }) => phases.push(phase));
  await device.sync.settled();
  expect(phases).toContain('first-sync');
  const recorded = await device.record(draftOf());
  expect(recorded).toMatchObject({ ok: true, value: { clock: { bootId: 'boot' }, origin: { sequence: 1 } } });
  await device.sync.settled();
  expect(server.movementIds).toHaveLength(1);
  expect(phases.at(-1)).toBe('idle');
  expect(device.sync.state).toMatchObject({ phase: 'idle', lastSyncedAt: TEST_EPOCH_MS, error: null });
  await device.stop();
});

test('a refused scan wakes no sync and sends nothing', async () => {
  const { server, options } = await setUp();
  const device = await startDevice(options);
  await device.sync.settled();
  expect(await device.record(draftOf({ serial: '' }))).toMatchObject({
    ok: false,
    error: { code: 'serial-empty' }
  });
  await device.sync.settled();
  expect(server.movementIds).toEqual([]);
  await device.stop();
});

test('a restarted app shows when it last synced before it reaches the server', async () => {
  const { made, options } = await setUp();
  const first = await startDevice(options);
  await first.sync.settled();
  await first.stop();
  const never = new Promise<never>(() => undefined);
  const locks = { request: () => never };
  const again = await startDevice({ ...options, db: await made.reopen(), locks });
  expect(again.sync.state).toMatchObject({ phase: 'idle', lastSyncedAt: TEST_EPOCH_MS });
  await again.stop();
});

test('a device follows the server live once it has synced, not while it has no token yet', async () => {
  const { options } = await setUp();
  const { transport } = options;
  if (!transport) throw new Error('no transport');
  const opened: string[] = [];
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }));
  vi.stubGlobal(
    'EventSource',
    class extends EventTarget {
      constructor(url: string) {
        super();
        opened.push(url);
      }
      close(): void {}
    }
  );
  const answered = Promise.withResolvers<void>();
  const slow = {
    ...transport,
    segmentManifest: async (known: Cursor | undefined) => {
      await answered.promise;
      return transport.segmentManifest(known);
    }
  };
  const device = await startDevice({ ...options, transport: slow });
  expect(opened).toEqual([]);
  answered.resolve();
  expect(await device.sync.settled()).toMatchObject({ phase: 'idle' });
  expect(opened).toEqual(['/api/live']);
  await device.stop();
  vi.unstubAllGlobals();
});
