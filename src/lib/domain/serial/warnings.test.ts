import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shuffledHistoryArbitrary, testId } from '../../../../tests/factories/history-arbitrary.ts';
import { movementFactory } from '../../../../tests/factories/movements.ts';
import { foldSerial } from './fold-serial.ts';
import { firstFact, formatWarning, sameSerialWarnings } from './warnings.ts';

const make = movementFactory(1);
const pattern = {
  lengths: [4],
  prefix: 'SN',
  alphabet: 'upper-alphanumeric' as const,
  source: 'set' as const
};

test('a serial is known from its first live fact on, however its movements arrive', () => {
  fc.assert(
    fc.property(shuffledHistoryArbitrary, ({ history, arrived }) => {
      const { history: lines } = foldSerial(history);
      const noted = new Set(
        history.filter(({ kind }) => ['reversal', 'alias', 'acceptance'].includes(kind)).map(({ id }) => id)
      );
      const first = lines.find(({ live, movementId }) => live && !noted.has(movementId));
      const unique = arrived.filter(({ id }, at) => arrived.findIndex((other) => other.id === id) === at);
      expect(firstFact(unique)?.movementId).toBe(first?.movementId);
    })
  );
});

test('the later product is warned of the earlier one, and the earlier not at all', () => {
  const first = (instant: number) => {
    const movement = make({ recordedAt: instant });
    return firstFact([movement]) ?? expect.unreachable();
  };
  const firsts = new Map([
    ['late', first(3000)],
    ['early', first(1000)],
    ['middle', first(2000)]
  ]);
  const warnings = sameSerialWarnings(firsts);
  expect([...warnings.keys()]).toEqual(['middle', 'late']);
  expect(warnings.get('late')).toEqual({
    id: `same-serial-other-product:${firsts.get('late')?.movementId}`,
    type: 'same-serial-other-product',
    movementId: firsts.get('late')?.movementId,
    againstMovementId: firsts.get('early')?.movementId
  });
  expect(sameSerialWarnings(new Map([...firsts].slice(0, 1))).size).toBe(0);
});

test('a serial that does not look like the others of its product is warned of', () => {
  const first = { movementId: testId(1, 1) };
  expect(formatWarning({ pattern, serial: '09521234000013', first })).toMatchObject({
    type: 'format-unusual',
    movementId: first.movementId
  });
  expect(formatWarning({ pattern, serial: 'SN01', first })).toBeNull();
  expect(formatWarning({ pattern: null, serial: '?', first })).toBeNull();
  expect(formatWarning({ pattern, serial: '?', first: null })).toBeNull();
});
