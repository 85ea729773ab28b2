import { expect, test } from 'vitest';
import {
  draftOf,
  memoryIndexedDB,
  testId,
  testProduct,
  TEST_EPOCH_MS
} from '../../../tests/factories/device.ts';
import {
  FakeLocks,
  loopOf,
  ManualTimers,
  scan,
  setUpSync,
  syncOnce,
  testLoop
} from '../../../tests/factories/sync.ts';
import { countSerials } from '../db/serials/read-rows.ts';
import { recordMovement } from '../db/commands/record-movement.ts';
import { openDatabase } from '../db/database.ts';
import { readQueueSummary } from '../db/queries/queue.ts';
import { readSerialView } from '../db/queries/serial-view.ts';
import { failed } from '../db/result.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import { FakeServer } from './fake-server.ts';
import { createFakeTransport } from './fake-transport.ts';
import { LOCK_PATIENCE_MS, SYNC_LOCK } from './pass-lock.ts';
import type { Transport } from './transport.ts';

const refuse = (code: ErrorCode) => async () => failed({ code });
const identity = { productId: testProduct.id, serialKey: 'SN-0001' };

test('a scan made offline is on the server after one pass, and confirmed here', async () => {
  const setting = await setUpSync();
  const { device, server } = setting;
  await scan(device);
  expect(await readSerialView(device.db, identity)).toMatchObject({ standing: 'provisional' });
  const loop = loopOf(setting);
  await syncOnce(loop);
  expect(loop.state).toMatchObject({ phase: 'idle', error: null, lastSyncedAt: TEST_EPOCH_MS });
  expect(server.movementIds).toHaveLength(1);
  expect(await readSerialView(device.db, identity)).toMatchObject({
    standing: 'confirmed',
    waiting: [],
    row: { state: { status: 'in-stock', locationId: 'a-01' } }
  });
});

test('an answer that is lost after the commit: stored once, and known here after the repeat', async () => {
  const setting = await setUpSync();
  const { device, server, transport } = setting;
  const ids = await scan(device, {}, 3);
  let losses = 3;
  const lossy: Transport = {
    ...transport,
    push: async (request) => {
      const answer = await transport.push(request);
      losses -= 1;
      return losses >= 0 ? failed({ code: 'unreachable' }) : answer;
    }
  };
  const loop = loopOf({ ...setting, transport: lossy });
  for (let pass = 0; pass < 3; pass += 1) {
    expect(await syncOnce(loop)).toMatchObject({ phase: 'offline' });
    expect(await readQueueSummary(device.db)).toMatchObject({ waiting: 3 });
  }
  expect(await syncOnce(loop)).toMatchObject({ phase: 'idle' });
  expect(server.movementIds).toEqual(ids);
  expect(await readQueueSummary(device.db)).toMatchObject({ waiting: 0, parked: 0 });
});

test('one row that spoils any request it is in is parked, and all the others go', async () => {
  const setting = await setUpSync();
  const { device, server, transport } = setting;
  const ids = await scan(device, {}, 7);
  const poison = ids[4];
  const strict: Transport = {
    ...transport,
    push: async (request) =>
      JSON.stringify(request).includes(String(poison))
        ? failed({ code: 'malformed-request', detail: 'it is the fifth' })
        : transport.push(request)
  };
  await syncOnce(loopOf({ ...setting, transport: strict }));
  expect(server.movementIds).toEqual(ids.filter((id) => id !== poison));
  expect(await device.db.outbox.get(String(poison))).toMatchObject({
    state: 'parked',
    refusal: { code: 'malformed-request', detail: 'it is the fifth' }
  });
});

test('one row that makes the server fault keeps waiting, and all the others go', async () => {
  const setting = await setUpSync();
  const { device, server, transport } = setting;
  const ids = await scan(device, {}, 7);
  const poison = ids[2];
  let isFaulty = true;
  const faulty: Transport = {
    ...transport,
    push: async (request) =>
      isFaulty && JSON.stringify(request).includes(String(poison))
        ? failed({ code: 'server-fault' })
        : transport.push(request)
  };
  const loop = loopOf({ ...setting, transport: faulty });
  for (let pass = 0; pass < 8; pass += 1) await syncOnce(loop);
  expect(server.movementIds).toHaveLength(6);
  expect(await readQueueSummary(device.db)).toMatchObject({ waiting: 1, parked: 0 });
  isFaulty = false;
  await syncOnce(loop);
  expect(server.movementIds).toHaveLength(7);
  expect(await syncOnce(loop)).toMatchObject({ phase: 'idle', error: null });
});

test('a device without an id gets one from the server, and says so while it cannot', async () => {
  const setting = await setUpSync();
  const db = await openDatabase('fresh', memoryIndexedDB());
  const away = testLoop({
    db,
    transport: { ...setting.transport, enrol: refuse('unreachable') },
    random: setting.device.random
  });
  expect(await syncOnce(away)).toMatchObject({ phase: 'needs-enrolment', error: { code: 'unreachable' } });
  const home = testLoop({ db, transport: setting.transport, random: setting.device.random });
  expect(await syncOnce(home)).toMatchObject({ phase: 'idle' });
  expect(await db.readMeta('identity')).toMatchObject({
    deviceId: setting.device.deviceId,
    deviceName: 'test'
  });
  expect(await db.products.count()).toBe(1);
});

test('a server that has lost its devices gives a new token, and the queue goes out', async () => {
  const setting = await setUpSync();
  await scan(setting.device);
  setting.server.enrolled.clear();
  expect(await syncOnce(loopOf(setting))).toMatchObject({ phase: 'idle' });
  expect(setting.server.movementIds).toHaveLength(1);
});

test('a device that is taken for a new one hands in what waited under its old id, and its new scans as its own', async () => {
  const setting = await setUpSync();
  const { device, server } = setting;
  const [old] = await scan(device, { serial: 'BEFORE' });
  const newId = testId(device.random);
  const loop = loopOf({ ...setting, transport: createFakeTransport(server, { id: newId }) });
  expect(await syncOnce(loop)).toMatchObject({ phase: 'idle', error: null });
  const [young] = await scan(device, { serial: 'AFTER' });
  expect(await syncOnce(loop)).toMatchObject({ phase: 'idle', error: null });
  expect(server.movementIds).toEqual([old, young]);
  const told = server.changes.flatMap((change) => (change.type === 'movement' ? [change.committed] : []));
  expect(told.map(({ movement }) => movement.origin.deviceId)).toEqual([device.deviceId, newId]);
  expect(told.map(({ stamp }) => stamp.carrierDeviceId)).toEqual([newId, newId]);
});

test('a device that never heard that it was given another id asks, and parks nothing', async () => {
  const setting = await setUpSync();
  const { device, server } = setting;
  const ids = await scan(device, {}, 2);
  const newId = testId(device.random);
  server.enrolled.add(newId);
  const loop = loopOf({ ...setting, transport: createFakeTransport(server, { id: newId }) });
  expect(await syncOnce(loop)).toMatchObject({ phase: 'idle', error: null });
  expect(server.movementIds).toEqual(ids);
  expect(await readQueueSummary(device.db)).toMatchObject({ waiting: 0, parked: 0 });
  expect(await device.db.readMeta('identity')).toMatchObject({ deviceId: newId });
});

test('a server that does not know the cursor any more: synced anew, and what it lost is sent again', async () => {
  const setting = await setUpSync();
  const { device, server } = setting;
  const ids = await scan(device, {}, 2);
  await syncOnce(loopOf(setting));
  await scan(device, { serial: 'LATER' });
  const restored = new FakeServer({ epoch: testId(device.random), now: () => TEST_EPOCH_MS });
  restored.addProduct(testProduct);
  restored.enrolled.add(device.deviceId);
  const loop = loopOf({ ...setting, transport: createFakeTransport(restored, { id: device.deviceId }) });
  await syncOnce(loop);
  await syncOnce(loop);
  expect(server.movementIds).toEqual(ids);
  expect(new Set(restored.movementIds)).toEqual(new Set([...ids, restored.movementIds[0]]));
  expect(restored.movementIds).toHaveLength(3);
  expect(await countSerials(device.db)).toBe(3);
  expect(await device.db.readFeed('cursor')).toEqual({ epoch: restored.epoch, seq: restored.seq });
});

test('a write in mid-pass goes out without another nudge', async () => {
  const setting = await setUpSync();
  const { device, server, transport } = setting;
  await syncOnce(loopOf(setting));
  const late: Transport = {
    ...transport,
    pull: async (request) => {
      const answer = await transport.pull(request);
      if (server.movementIds.length === 0 && (await device.db.outbox.count()) === 0) {
        await scan(device);
        loop.wake({ urgent: false });
      }
      return answer;
    }
  };
  const loop = loopOf({ ...setting, transport: late });
  await syncOnce(loop);
  expect(server.movementIds).toHaveLength(1);
});

test('tabs and worker sync one at a time, each movement sent once', async () => {
  const setting = await setUpSync();
  const { device, server, transport } = setting;
  await scan(device, {}, 20);
  let pushed = 0;
  const counting: Transport = {
    ...transport,
    push: async (request) => {
      pushed += request.movements.length;
      return transport.push(request);
    }
  };
  const locks = new FakeLocks();
  const loops = [1, 2, 3].map(() => loopOf({ ...setting, transport: counting }, { locks }));
  await Promise.all(loops.map(syncOnce));
  expect(locks.mostHeld).toBe(1);
  expect(pushed).toBe(20);
  expect(server.movementIds).toHaveLength(20);
});

test('a frozen tab that holds the lock holds the others up for a while, not for ever', async () => {
  const setting = await setUpSync();
  await scan(setting.device);
  const locks = new FakeLocks();
  const timers = new ManualTimers();
  const thaw = Promise.withResolvers<void>();
  const frozen = locks.request(SYNC_LOCK, {}, () => thaw.promise);
  const loop = loopOf(setting, { locks, timers });
  loop.wake({ urgent: true });
  expect(loop.state.step).toBe('locking');
  expect(timers.delays).toEqual([LOCK_PATIENCE_MS]);
  timers.fire();
  expect(await loop.settled()).toMatchObject({ phase: 'idle' });
  expect(setting.server.movementIds).toHaveLength(1);
  thaw.resolve();
  await frozen;
  expect(await locks.request(SYNC_LOCK, {}, async () => 'free')).toBe('free');
});

test('without locks two syncs at once still store each movement once', async () => {
  const setting = await setUpSync();
  await scan(setting.device, {}, 20);
  const open = { request: <Value>(_name: string, _options: object, held: () => Promise<Value>) => held() };
  const loops = [1, 2].map(() => loopOf(setting, { locks: open }));
  await Promise.all(loops.map(syncOnce));
  expect(setting.server.movementIds).toHaveLength(20);
  expect(await readQueueSummary(setting.device.db)).toMatchObject({ waiting: 0, parked: 0 });
});

test('after a failure the timer tries again, with the lock free for others meanwhile', async () => {
  const setting = await setUpSync();
  await scan(setting.device);
  const timers = new ManualTimers();
  const locks = new FakeLocks();
  let isUp = false;
  const flaky: Transport = {
    ...setting.transport,
    push: async (request) => (isUp ? setting.transport.push(request) : failed({ code: 'unreachable' }))
  };
  const loop = loopOf({ ...setting, transport: flaky }, { timers, locks });
  expect(await syncOnce(loop)).toMatchObject({ phase: 'offline' });
  expect(timers.delays).toEqual([1000]);
  expect(await locks.request(SYNC_LOCK, {}, async () => 'free')).toBe('free');
  isUp = true;
  timers.fire();
  expect(await loop.settled()).toMatchObject({ phase: 'idle' });
  expect(setting.server.movementIds).toHaveLength(1);
});

test('the offset of the server clock is learnt from any answer, and stamps the next scan', async () => {
  const setting = await setUpSync();
  const { device } = setting;
  await syncOnce(loopOf(setting, { now: () => TEST_EPOCH_MS - 90_000 }));
  expect(await device.db.readMeta('clock')).toEqual({ offsetMs: 90_000 });
  const result = await recordMovement(device.db, device.input(draftOf(), TEST_EPOCH_MS - 90_000));
  expect(result).toMatchObject({
    value: { recordedAt: TEST_EPOCH_MS, clock: { wallMs: TEST_EPOCH_MS - 90_000 } }
  });
});

test('a stopped sync takes no further step and sets no timer', async () => {
  const setting = await setUpSync();
  const timers = new ManualTimers();
  const loop = loopOf(setting, { timers });
  await scan(setting.device);
  loop.wake({ urgent: true });
  await loop.stop();
  loop.wake({ urgent: true });
  expect(timers.delays).toEqual([]);
  expect(setting.server.movementIds).toEqual([]);
});
