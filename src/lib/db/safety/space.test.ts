import { expect, test } from 'vitest';
import { freeBytes, isLow, readStorageReport, type StorageReport } from './space.ts';

const MIB = 1024 * 1024;
const report = (usage: number | null, quota: number | null): StorageReport => ({
  persisted: true,
  usage,
  quota,
  forgetsAfterDays: null
});

test('space is low below 50 MiB or above nine tenths, and never where the browser does not say', () => {
  expect(isLow(report(10 * MIB, 1000 * MIB))).toBe(false);
  expect(isLow(report(51 * MIB, 100 * MIB))).toBe(true);
  expect(isLow(report(910 * MIB, 1000 * MIB))).toBe(true);
  expect(isLow(report(899 * MIB, 1000 * MIB))).toBe(false);
  expect(isLow(report(null, 100))).toBe(false);
  expect(isLow(report(5, null))).toBe(false);
  expect(freeBytes(report(5 * MIB, 2 * MIB))).toBe(0);
});

test('a browser that says nothing, or refuses to, is unknown and not in order', async () => {
  const unknown = { persisted: null, usage: null, quota: null, forgetsAfterDays: null };
  expect(await readStorageReport({} as Navigator)).toEqual(unknown);
  const storage = { persisted: () => Promise.reject(new Error('no')), estimate: () => Promise.resolve({}) };
  expect(await readStorageReport({ storage } as unknown as Navigator)).toEqual(unknown);
});

test('Safari on iOS forgets after a week unless the app is on the home screen', async () => {
  const storage = {
    persisted: () => Promise.resolve(false),
    estimate: () => Promise.resolve({ usage: 1, quota: 2 })
  };
  const asked = (standalone?: boolean) => readStorageReport({ storage, standalone } as unknown as Navigator);
  expect(await asked(false)).toEqual({ persisted: false, usage: 1, quota: 2, forgetsAfterDays: 7 });
  expect((await asked(true)).forgetsAfterDays).toBeNull();
  expect((await asked()).forgetsAfterDays).toBeNull();
});
