import fc from 'fast-check';
import { IDBDatabase } from 'fake-indexeddb';
import { afterEach, expect, test, vi } from 'vitest';
import {
  draftOf,
  memoryIndexedDB,
  openTestDatabase,
  TEST_EPOCH_MS
} from '../../../../tests/factories/device.ts';
import { openDatabase } from '../database.ts';
import { recordMovement } from './record-movement.ts';
import { setDeviceIdentity } from './set-device-identity.ts';

afterEach(() => vi.restoreAllMocks());

test('any number of scans at once get sequence numbers without gaps or repeats', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 25 }), async (valid) => {
      const device = await openTestDatabase();
      const results = await Promise.all(
        valid.map((isValid, place) =>
          recordMovement(device.db, device.input(draftOf({ serial: isValid ? `SN-${place}` : '' })))
        )
      );
      const rows = await device.db.outbox.toArray();
      const stored = results.filter((result) => result.ok).length;
      expect(stored).toBe(valid.filter(Boolean).length);
      const numbers = rows.map((row) => row.movement.origin.sequence).sort((a, b) => a - b);
      expect(numbers).toEqual(Array.from({ length: stored }, (_, place) => place + 1));
    }),
    { numRuns: 30 }
  );
});

test('whatever the wall clock does, recorded instants never go backwards, and the raw clock is kept', async () => {
  const jump = fc.integer({ min: -1e12, max: 1e11 });
  await fc.assert(
    fc.asyncProperty(fc.array(jump, { minLength: 2, maxLength: 12 }), jump, async (jumps, offsetMs) => {
      const device = await openTestDatabase();
      await device.db.writeMeta('clock', { offsetMs });
      const recorded: number[] = [];
      for (const by of jumps) {
        const result = await recordMovement(device.db, device.input(draftOf(), TEST_EPOCH_MS + by));
        if (!result.ok) throw new Error(result.error.code);
        expect(result.value.clock.wallMs).toBe(TEST_EPOCH_MS + by);
        expect(result.value.recordedAt).toBeGreaterThanOrEqual(TEST_EPOCH_MS + by + offsetMs);
        recorded.push(result.value.recordedAt);
      }
      expect(recorded).toEqual([...recorded].sort((a, b) => a - b));
    }),
    { numRuns: 30 }
  );
});

test('recorded instants stay in order over a restart', async () => {
  const device = await openTestDatabase();
  await recordMovement(device.db, device.input(draftOf(), TEST_EPOCH_MS));
  device.db.close();
  const db = await device.reopen();
  const later = await recordMovement(db, device.input(draftOf(), TEST_EPOCH_MS - 3_600_000));
  expect(later).toMatchObject({ ok: true, value: { recordedAt: TEST_EPOCH_MS, origin: { sequence: 2 } } });
});

test.each([
  ['', 'serial-empty'],
  ['x'.repeat(10_000), 'serial-too-long'],
  ['\ud800', 'serial-not-text'],
  [' padded ', 'malformed-movement']
])('a serial like %j is refused with its code, and nothing is stored', async (serial, code) => {
  const device = await openTestDatabase();
  const result = await recordMovement(device.db, device.input(draftOf({ serial })));
  expect(result).toMatchObject({ ok: false, error: { code, field: 'serial' } });
  expect(await device.db.outbox.count()).toBe(0);
  expect(await device.db.readMeta('sequence')).toMatchObject({ next: 1 });
});

test('a scan before the first enrolment is refused: it would have no device', async () => {
  const device = await openTestDatabase();
  const db = await openDatabase('fresh', memoryIndexedDB());
  const result = await recordMovement(db, device.input(draftOf()));
  expect(result).toEqual({ ok: false, error: { code: 'not-enrolled' } });
});

test('a crash between the queue row and its number leaves neither', async () => {
  const device = await openTestDatabase();
  const torn = vi.spyOn(device.db, 'writeMeta').mockRejectedValueOnce(new Error('disk'));
  const result = await recordMovement(device.db, device.input(draftOf()));
  expect(torn).toHaveBeenCalledOnce();
  expect(result).toMatchObject({ ok: false, error: { code: 'storage-failed' } });
  expect(await device.db.outbox.count()).toBe(0);
  const next = await recordMovement(device.db, device.input(draftOf()));
  expect(next).toMatchObject({ ok: true, value: { origin: { sequence: 1 } } });
});

test('no space left is told apart from other failures', async () => {
  const device = await openTestDatabase();
  const full = new DOMException('full', 'QuotaExceededError');
  vi.spyOn(device.db, 'writeMeta').mockRejectedValueOnce(full);
  const result = await recordMovement(device.db, device.input(draftOf()));
  expect(result).toMatchObject({ ok: false, error: { code: 'storage-full' } });
});

test.each(['not begun', 'under way'])(
  'a write that stalls while %s is rolled back and reported',
  async (when) => {
    const device = await openTestDatabase();
    let stall = (): void => undefined;
    const input = device.input(draftOf());
    const result = recordMovement(device.db, {
      ...input,
      stallTimer: (stalled) => {
        stall = stalled;
        return { cancel: () => undefined };
      }
    });
    if (when === 'under way')
      await new Promise<void>((begun) => device.db.outbox.hook('creating', () => begun()));
    stall();
    expect(await result).toEqual({ ok: false, error: { code: 'storage-stalled' } });
    expect(await device.db.outbox.count()).toBe(0);
    expect(await device.db.readMeta('sequence')).toMatchObject({ next: 1 });
  }
);

test('the promise resolves only after a strict transaction has completed', async () => {
  const completed: string[] = [];
  const begin = IDBDatabase.prototype.transaction;
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
    this: InstanceType<typeof IDBDatabase>,
    names,
    mode,
    options
  ) {
    const transaction = begin.call(this, names, mode, options);
    transaction.addEventListener('complete', () => completed.push(`${mode} ${options?.durability}`));
    return transaction;
  });
  const device = await openTestDatabase();
  completed.length = 0;
  await recordMovement(device.db, device.input(draftOf()));
  expect(completed).toEqual(['readwrite strict']);
});

test('a product of exact case keeps abc and ABC apart in the queue', async () => {
  const device = await openTestDatabase();
  const product = await device.db.products.toCollection().first();
  if (!product) throw new Error('no product');
  await device.db.products.put({ ...product, id: 'exact', exactCase: true });
  for (const productId of ['exact', product.id]) {
    await recordMovement(device.db, device.input(draftOf({ productId, serial: 'abc' })));
  }
  const keys = (await device.db.outbox.toArray()).map((row) => [row.productId, row.serialKey]);
  expect(keys).toEqual([
    ['exact', 'abc'],
    ['router', 'ABC']
  ]);
});

test('another device id from the server begins a new incarnation at sequence 1', async () => {
  const device = await openTestDatabase();
  const first = await recordMovement(device.db, device.input(draftOf()));
  const enrolled = { deviceName: 'x', now: TEST_EPOCH_MS, random: device.random.bytes(10) };
  await setDeviceIdentity(device.db, { deviceId: device.deviceId, ...enrolled });
  const same = await recordMovement(device.db, device.input(draftOf()));
  const other = '018f0000-0000-7000-8000-0000000000ff';
  await setDeviceIdentity(device.db, { deviceId: other, ...enrolled });
  const changed = await recordMovement(device.db, device.input(draftOf()));
  if (!first.ok || !same.ok || !changed.ok) throw new Error('not recorded');
  expect(same.value.origin).toEqual({ ...first.value.origin, sequence: 2 });
  expect(changed.value.origin).toMatchObject({ deviceId: other, sequence: 1 });
  expect(changed.value.origin.incarnation).not.toBe(first.value.origin.incarnation);
});
