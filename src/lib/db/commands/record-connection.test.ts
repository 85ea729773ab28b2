import { Dexie } from 'dexie';
import { afterEach, expect, test, vi } from 'vitest';
import { draftOf, openTestDatabase, type TestDatabase } from '../../../../tests/factories/device.ts';
import { recordMovement } from './record-movement.ts';

/**
 * Fault f04: Safari loses the connection to its database process, and every
 * transaction fails until the database is opened again.
 */
afterEach(() => vi.restoreAllMocks());

const lost = () =>
  new Dexie.UnknownError('Connection to Indexed Database server lost. Refresh the page to try again');

function record(device: TestDatabase, waits: number[] = []) {
  const pause = async (ms: number): Promise<void> => void waits.push(ms);
  return recordMovement(device.db, { ...device.input(draftOf()), pause });
}

/** Fails this many transactions; `late`: only after they have committed. */
function loseConnection(device: TestDatabase, times: number, late = false) {
  const real = device.db.transaction.bind(device.db) as (...given: unknown[]) => Promise<unknown>;
  let left = times;
  vi.spyOn(device.db, 'transaction').mockImplementation(((...given: unknown[]) => {
    if (left === 0) return real(...given);
    left -= 1;
    const failing = Dexie.Promise.reject(lost());
    return late ? real(...given).then(() => failing) : failing;
  }) as typeof device.db.transaction);
}

test.each([
  [1, false],
  [2, false],
  [1, true],
  [2, true]
])(
  'a connection lost %i times (after the commit: %s) costs no scan and makes none twice',
  async (times, late) => {
    const device = await openTestDatabase();
    const opened = vi.spyOn(device.db, 'open');
    loseConnection(device, times, late);
    const waits: number[] = [];
    expect(await record(device, waits)).toMatchObject({ ok: true, value: { origin: { sequence: 1 } } });
    // Only what follows a try that left nothing behind needs to be written.
    expect(await device.db.outbox.count()).toBe(1);
    expect(opened).toHaveBeenCalledTimes(times);
    expect(waits).toEqual([100, 300].slice(0, times));
    expect(await record(device)).toMatchObject({ ok: true, value: { origin: { sequence: 2 } } });
  }
);

test('after three tries in vain nothing is stored, and that is told as a lost storage', async () => {
  const device = await openTestDatabase();
  loseConnection(device, 3);
  expect(await record(device)).toMatchObject({ ok: false, error: { code: 'storage-lost' } });
  expect(await device.db.outbox.count()).toBe(0);
  expect(await record(device)).toMatchObject({ ok: true, value: { origin: { sequence: 1 } } });
});

test('a try that was told as stalled is not made again', async () => {
  const device = await openTestDatabase();
  loseConnection(device, 1);
  const stallTimer = (stalled: () => void) => {
    stalled();
    return { cancel: () => undefined };
  };
  const input = { ...device.input(draftOf()), stallTimer, pause: () => Promise.resolve() };
  expect(await recordMovement(device.db, input)).toMatchObject({
    ok: false,
    error: { code: 'storage-stalled' }
  });
  await Promise.resolve();
  expect(await device.db.outbox.count()).toBe(0);
});
