import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { goesFirst, isCalm, onceCalm } from './calm';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.runAllTimers();
  vi.useRealTimers();
});

test('nothing waits while nothing is under way', () => {
  const go = vi.fn();
  onceCalm(go);
  expect(go).toHaveBeenCalledOnce();
});

test('what waits goes a moment after the last of what goes first is done, once', async () => {
  const first = Promise.withResolvers<string>();
  const second = Promise.withResolvers<void>();
  const work = goesFirst(() => first.promise);
  const more = goesFirst(() => second.promise);
  const go = vi.fn();
  onceCalm(go);
  first.resolve('stored');
  expect(await work).toBe('stored');
  expect(isCalm()).toBe(false);
  expect(go).not.toHaveBeenCalled();
  second.resolve();
  await more;
  expect(go).not.toHaveBeenCalled();
  vi.advanceTimersByTime(120);
  expect(go).toHaveBeenCalledOnce();
  vi.runAllTimers();
  expect(go).toHaveBeenCalledOnce();
});

test('what goes first may fail, and what waits goes all the same', async () => {
  const work = goesFirst(() => Promise.reject(new Error('no storage')));
  const go = vi.fn();
  onceCalm(go);
  await expect(work).rejects.toThrow('no storage');
  vi.advanceTimersByTime(120);
  expect(go).toHaveBeenCalledOnce();
});

test('in a row of scans what waits does not run between two of them', async () => {
  await goesFirst(() => Promise.resolve());
  const go = vi.fn();
  onceCalm(go);
  vi.advanceTimersByTime(119);
  await goesFirst(() => Promise.resolve());
  vi.advanceTimersByTime(119);
  expect(go).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(go).toHaveBeenCalledOnce();
});

test('what never ends holds nobody up for longer than a second', async () => {
  const never = Promise.withResolvers<void>();
  void goesFirst(() => never.promise);
  const go = vi.fn();
  onceCalm(go);
  vi.advanceTimersByTime(999);
  expect(go).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(go).toHaveBeenCalledOnce();
  never.resolve();
  await vi.runAllTimersAsync();
});
