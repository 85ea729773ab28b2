import fc from 'fast-check';
import { expect, test } from 'vitest';
import { historyArbitrary } from '../../../../tests/factories/history-arbitrary.ts';
import type { FoldableMovement } from './movement.ts';
import { projectSerial } from '../serial/serial-row.ts';
import { projectStock } from '../stock/stock-row.ts';
import { cutHistory, foldsOnto } from './cut-history.ts';

const identity = { productId: 'product-1', serialKey: 'SN-1' };
const DAY = 86_400_000;
const instantArbitrary = fc.constantFrom(0, 1, DAY / 2, DAY, DAY + 1, 2 * DAY, 4 * DAY);

/** What names a movement that never came can be folded only when the archive has been asked for it. */
const namesNothingUnknown = (history: readonly FoldableMovement[]) => (movement: FoldableMovement) =>
  [movement.reverses, movement.before].every(
    (id) => id === undefined || history.some((other) => other.id === id)
  );

test('for any history and any date, the present folded onto the opening gives what the whole gives', () => {
  let cuts = 0;
  fc.assert(
    fc.property(historyArbitrary, instantArbitrary, (history, instant) => {
      const { past, present } = cutHistory(history, instant);
      const opening = projectSerial(identity, past).row;
      if (past.length === 0) return;
      if (present.length > 0) cuts += 1;
      if (present.every(namesNothingUnknown(history))) expect(foldsOnto(opening, present)).toBe(true);
      expect(projectSerial(identity, present, opening).row).toEqual(projectSerial(identity, history).row);
    }),
    { numRuns: 3000 }
  );
  expect(cuts).toBeGreaterThan(300);
});

test('any later facts that fold onto the opening give what the whole history gives', () => {
  let folded = 0;
  fc.assert(
    fc.property(historyArbitrary, instantArbitrary, fc.nat(14), (history, instant, known) => {
      const { past, present } = cutHistory(history.slice(0, known), instant);
      const opening = projectSerial(identity, past).row;
      const all = [...present, ...history.slice(known)];
      if (past.length === 0 || !foldsOnto(opening, all)) return;
      folded += 1;
      expect(projectSerial(identity, all, opening).row).toEqual(projectSerial(identity, history).row);
    }),
    { numRuns: 3000 }
  );
  expect(folded).toBeGreaterThan(100);
});

test('nothing is put away that stands at or after the date', () => {
  fc.assert(
    fc.property(historyArbitrary, (history) => {
      expect(cutHistory(history, -1).past).toEqual([]);
    })
  );
});

test('stock folds onto its opening like serials do', () => {
  const key = { productId: 'product-1', locationId: 'loc-a', lot: null };
  fc.assert(
    fc.property(historyArbitrary, instantArbitrary, (history, instant) => {
      const { past, present } = cutHistory(history, instant);
      const opening = projectStock(key, past).row;
      expect(projectStock(key, present, opening).row).toEqual(projectStock(key, history).row);
    }),
    { numRuns: 2000 }
  );
});
