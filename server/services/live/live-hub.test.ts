import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Cursor } from '../../../src/lib/protocol/pull.ts';
import { LiveHub, NUDGE_EVERY_MS } from './live-hub.ts';

const at = (seq: number): Cursor => ({ epoch: '01963000-0000-7000-8000-000000000001', seq });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function listening() {
  const hub = new LiveHub();
  const heard: number[] = [];
  hub.add({ deviceId: 'a', send: ({ seq }) => heard.push(seq), end: () => undefined });
  return { hub, heard };
}

test('the first change after a quiet moment is told at once', () => {
  const { hub, heard } = listening();
  hub.publish(at(1));
  expect(heard).toEqual([1]);
  vi.advanceTimersByTime(NUDGE_EVERY_MS);
  hub.publish(at(2));
  expect(heard).toEqual([1, 2]);
});

test('of many changes in a row only the newest is told, and it always is', () => {
  const { hub, heard } = listening();
  for (let seq = 1; seq <= 50; seq += 1) hub.publish(at(seq));
  expect(heard).toEqual([1]);
  vi.advanceTimersByTime(NUDGE_EVERY_MS);
  expect(heard).toEqual([1, 50]);
  vi.advanceTimersByTime(10 * NUDGE_EVERY_MS);
  expect(heard).toEqual([1, 50]);
});

test('a hub that is closed tells nothing more', () => {
  const { hub, heard } = listening();
  hub.publish(at(1));
  hub.publish(at(2));
  hub.close();
  vi.advanceTimersByTime(10 * NUDGE_EVERY_MS);
  expect(heard).toEqual([1]);
});
