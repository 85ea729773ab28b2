import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextOffset } from './clock-offset.ts';

test('whatever the delays of the network, each exchange brings the offset nearer to the truth or leaves it', () => {
  const offset = fc.integer({ min: -1e9, max: 1e9 });
  const delays = fc.array(fc.tuple(fc.nat(5000), fc.nat(5000)), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(offset, fc.option(offset), delays, (trueOffset, remembered, exchanges) => {
      let known = remembered;
      for (const [there, back] of exchanges) {
        const errorBefore = known === null ? Infinity : Math.abs(known - trueOffset);
        const sentAt = 1e12;
        const serverNow = sentAt + there + trueOffset;
        known = nextOffset(known, {
          serverNow,
          receivedAt: sentAt + there + back,
          roundTripMs: there + back
        });
        expect(Math.abs(known - trueOffset)).toBeLessThanOrEqual(Math.min(errorBefore, there + back));
      }
    })
  );
});

test('a slow exchange does not spoil what a fast one measured, a clock that was set does', () => {
  const fast = nextOffset(null, { serverNow: 1010, receivedAt: 1000, roundTripMs: 2 });
  expect(fast).toBe(11);
  expect(nextOffset(fast, { serverNow: 5010, receivedAt: 6000, roundTripMs: 2000 })).toBe(11);
  expect(nextOffset(fast, { serverNow: 5010, receivedAt: 9000, roundTripMs: 2000 })).toBe(-1990);
});
