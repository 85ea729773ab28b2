import { expect, test } from 'vitest';
import { paceWakes } from './pace-wakes.ts';

function paced() {
  const due: { ms: number; call: () => void }[] = [];
  let wakes = 0;
  const timers = {
    after(ms: number, call: () => void) {
      const timer = { ms, call };
      due.push(timer);
      return () => void due.splice(due.indexOf(timer), 1);
    }
  };
  const pace = paceWakes({ wake: () => (wakes += 1), timers, everyMs: 400 });
  return { ...pace, due, elapse: () => due.shift()?.call(), wakes: () => wakes };
}

test('the first is sent at once, those in the time after it together at its end', () => {
  const { ask, elapse, wakes, due } = paced();
  ask();
  expect(wakes()).toBe(1);
  for (let scan = 0; scan < 5; scan += 1) ask();
  expect(wakes()).toBe(1);
  expect(due.map(({ ms }) => ms)).toEqual([400]);
  elapse();
  expect(wakes()).toBe(2);
});

test('after a rest in which nothing was asked the next is sent at once again', () => {
  const { ask, elapse, wakes, due } = paced();
  ask();
  elapse();
  expect(due).toEqual([]);
  expect(wakes()).toBe(1);
  ask();
  expect(wakes()).toBe(2);
});

test('what was asked is never forgotten: each rest with something in it ends with a wake', () => {
  const { ask, elapse, wakes } = paced();
  for (let round = 1; round <= 10; round += 1) {
    ask();
    ask();
    elapse();
  }
  expect(wakes()).toBe(11);
});

test('nothing comes after it was stopped', () => {
  const { ask, stop, due } = paced();
  ask();
  ask();
  stop();
  expect(due).toEqual([]);
});
