import fc from 'fast-check';
import { expect, test } from 'vitest';
import { uuidV7 } from './id.ts';
import { uuidV7Schema } from './id-schemas.ts';

const random = fc.uint8Array({ minLength: 10, maxLength: 10 });

test('any clock and any randomness give a well-formed UUIDv7', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 48 - 1 }), random, (now, bytes) => {
      expect(uuidV7Schema.safeParse(uuidV7({ now, random: bytes })).success).toBe(true);
    })
  );
});

test('an id made in a later millisecond sorts after', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 48 - 2 }), random, random, (now, first, second) => {
      expect(uuidV7({ now, random: first }) < uuidV7({ now: now + 1, random: second })).toBe(true);
    })
  );
});
