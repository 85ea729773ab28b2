import { expect, test } from 'vitest';
import { openTestDatabase, TEST_EPOCH_MS } from '../../../tests/factories/device.ts';
import { initialSyncState } from './initial-sync-state.ts';
import { LateLoop } from './late-loop.ts';
import type { SyncLoop } from './sync-loop.ts';
import type { SyncState } from './sync-state.ts';

/** A loop that only notes what it is told. */
function notingLoop() {
  const told: string[] = [];
  const listeners = new Set<(state: SyncState) => void>();
  const loop: SyncLoop = {
    state: { ...initialSyncState, phase: 'pulling' },
    load: () => Promise.resolve(void told.push('load')),
    wake: ({ urgent }) => void told.push(urgent ? 'wake at once' : 'wake'),
    subscribe(listener) {
      listeners.add(listener);
      listener(loop.state);
      return () => listeners.delete(listener);
    },
    settled: () => Promise.resolve(loop.state),
    stop: () => Promise.resolve(void told.push('stop'))
  };
  return { loop, told, say: (state: SyncState) => listeners.forEach((listener) => listener(state)) };
}

async function lateLoop(make: () => Promise<SyncLoop>) {
  const { db } = await openTestDatabase();
  await db.writeFeed('lastSyncedAt', TEST_EPOCH_MS);
  const late = new LateLoop({ db, make });
  await late.load();
  const seen: SyncState[] = [];
  late.subscribe((state) => seen.push(state));
  return { late, seen };
}

test('before its code is there it tells of the last sync, and who listens and wakes it is not forgotten', async () => {
  const { loop, told, say } = notingLoop();
  const coming = Promise.withResolvers<SyncLoop>();
  const { late, seen } = await lateLoop(() => coming.promise);
  expect(late.state).toMatchObject({ phase: 'idle', lastSyncedAt: TEST_EPOCH_MS });
  late.wake({ urgent: true });
  late.wake({ urgent: false });
  expect(told).toEqual([]);
  coming.resolve(loop);
  expect(await late.settled()).toBe(loop.state);
  expect(told).toEqual(['load', 'wake at once']);
  say({ ...initialSyncState, phase: 'pushing' });
  expect(seen.map(({ phase }) => phase)).toEqual(['idle', 'pulling', 'pushing']);
});

test('without its code the device is offline, and the next wake tries again', async () => {
  const { loop, told } = notingLoop();
  const tries = [() => Promise.reject(new TypeError('Failed to fetch')), () => Promise.resolve(loop)];
  const { late } = await lateLoop(() => tries.shift()?.() ?? Promise.reject(new Error('no more tries')));
  late.wake({ urgent: true });
  expect(await late.settled()).toMatchObject({ phase: 'offline', lastSyncedAt: TEST_EPOCH_MS });
  expect(late.state.error).toMatchObject({ code: 'unreachable' });
  late.wake({ urgent: false });
  await late.settled();
  expect(told).toEqual(['load', 'wake at once']);
});

test('what is stopped before its code is there never begins', async () => {
  const { loop, told } = notingLoop();
  const coming = Promise.withResolvers<SyncLoop>();
  const { late } = await lateLoop(() => coming.promise);
  late.wake({ urgent: true });
  await late.stop();
  coming.resolve(loop);
  await late.settled();
  expect(told).toEqual(['stop']);
});
