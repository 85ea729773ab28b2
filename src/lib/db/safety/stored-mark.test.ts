import { expect, test } from 'vitest';
import type { Mark } from './mark.ts';
import { storedMark } from './stored-mark.ts';

const mark: Mark = {
  deviceId: 'device',
  deviceName: null,
  incarnation: 'incarnation',
  next: 3,
  operator: { id: 'ada', name: 'Ada' }
};

function storageWith(text: string | null) {
  let held = text;
  return { getItem: () => held, setItem: (_key: string, next: string) => void (held = next) };
}

test('a mark is read as it was written, and its number only rises', () => {
  const storage = storageWith(null);
  const marks = storedMark(() => storage);
  expect(marks.read()).toBeNull();
  expect(marks.write(mark)).toBe(true);
  expect(marks.write({ ...mark, next: 2, operator: null })).toBe(true);
  expect(marks.read()).toEqual({ ...mark, operator: null });
});

test.each([
  ['no JSON', '{'],
  ['nothing', 'null'],
  ['a number', '7'],
  ['no incarnation', JSON.stringify({ ...mark, incarnation: '' })],
  ['no number', JSON.stringify({ ...mark, next: '3' })],
  ['a number that was never given out', JSON.stringify({ ...mark, next: 0 })],
  ['half a number', JSON.stringify({ ...mark, next: 1.5 })],
  ['a device that is no text', JSON.stringify({ ...mark, deviceId: 4 })],
  ['no word of an operator', JSON.stringify({ ...mark, operator: undefined })],
  ['an operator without a name', JSON.stringify({ ...mark, operator: { id: 'ada' } })]
])('what is no mark is none: %s', (_what, text) => {
  expect(storedMark(() => storageWith(text)).read()).toBeNull();
});

test('a page without local storage has no mark, and says that none was kept', () => {
  const marks = storedMark(() => {
    throw new DOMException('denied', 'SecurityError');
  });
  expect(marks.read()).toBeNull();
  expect(marks.write(mark)).toBe(false);
});
