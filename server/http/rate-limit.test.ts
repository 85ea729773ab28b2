import { expect, test } from 'vitest';
import { TokenBuckets } from './rate-limit.ts';

const allowance = { burst: 3, perSecond: 2 };

test('a burst, then as many as time gives back, never more than the burst', () => {
  const buckets = new TokenBuckets();
  const take = (now: number) => buckets.take('a', allowance, now);
  expect([0, 0, 0, 0].map(take)).toEqual([true, true, true, false]);
  expect([499, 500, 501].map(take)).toEqual([false, true, false]);
  expect([60_000, 60_000, 60_000, 60_000].map(take)).toEqual([true, true, true, false]);
});

test('one who asks too much takes nothing from another, and a clock that goes back gives nothing', () => {
  const buckets = new TokenBuckets();
  for (let time = 0; time < 5; time++) buckets.take('a', allowance, 1000);
  expect(buckets.take('b', allowance, 1000)).toBe(true);
  expect(buckets.take('a', allowance, 0)).toBe(false);
});
