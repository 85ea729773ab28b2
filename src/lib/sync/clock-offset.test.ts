import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextOffset } from './clock-offset.ts';

test('whatever the delays of the network, the offset is wrong by at most half a round trip', () => {
  const offset = fc.integer({ min: -1e9, max: 1e9 });
  const delays = fc.array(fc.tuple(fc.nat(5000), fc.nat(5000)), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(offset, delays, (trueOffset, exchanges) => {
      let known: number | null = null;
      let best = Infinity;
      for (const [there, back] of exchanges) {
        const sentAt = 1e12;
        const receivedAt = sentAt + there + back;
        const serverNow = sentAt + there + trueOffset;
        known = nextOffset(known, { serverNow, receivedAt, roundTripMs: there + back });
        best = Math.min(best, there + back);
        expect(Math.abs(known - trueOffset)).toBeLessThanOrEqual((there + back) / 2 + best / 2 + 1);
      }
    })
  );
});

test('a slow exchange does not spoil what a fast one measured, a clock that was set does', () => {
  const fast = nextOffset(null, { serverNow: 1010, receivedAt: 1000, roundTripMs: 2 });
  expect(fast).toBe(11);
  expect(nextOffset(fast, { serverNow: 5010, receivedAt: 6000, roundTripMs: 2000 })).toBe(11);
  expect(nextOffset(fast, { serverNow: 5010, receivedAt: 9000, roundTripMs: 2000 })).toBe(-2990);
});
