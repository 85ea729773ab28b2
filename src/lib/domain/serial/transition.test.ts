import { expect, test } from 'vitest';
import { movementKinds, kindRule, kindsOnForm, physicalKinds } from '../movement/kind.ts';
import { anomalyTypes } from './anomaly.ts';
import { presenceOf, serialStatuses } from './status.ts';
import { transition } from './transition.ts';

const kinds = physicalKinds;
/** What a movement can contradict; the others come from stamps and from projections across serials. */
const foldAnomalyTypes = anomalyTypes.slice(0, 9);

test('every status is left by some kind and reached by some kind', () => {
  const reached = new Set(kinds.map((kind) => movementKinds[kind].leaves));
  for (const status of serialStatuses.filter((status) => status !== 'unknown')) {
    expect([...reached]).toContain(status);
    const leavers = kinds.filter((kind) => {
      const outcome = transition(status, kind);
      return (
        !outcome.ignored && movementKinds[kind].leaves !== status && movementKinds[kind].leaves !== 'keep'
      );
    });
    expect(leavers.length).toBeGreaterThan(0);
  }
});

test('every kind is expected from at least one status', () => {
  for (const kind of kinds) {
    const expected = serialStatuses.filter((status) => {
      const outcome = transition(status, kind);
      return !outcome.ignored && outcome.anomaly === null;
    });
    expect(expected, kind).not.toEqual([]);
  }
});

test('what leaves, leaves from stock, and nothing enters twice without a word', () => {
  for (const kind of kinds) {
    const { effect } = kindRule(kind);
    if (effect === 'leave') expect(transition('in-stock', kind)).toEqual({ ignored: false, anomaly: null });
    if (effect === 'enter' && kind !== 'inventory-found') {
      expect(transition('in-stock', kind)).toEqual({ ignored: false, anomaly: 'double-entry' });
    }
  }
});

test('every anomaly the fold can find is found by some transition or place', () => {
  const found = new Set(
    serialStatuses.flatMap((status) =>
      kinds.map((kind) => {
        const outcome = transition(status, kind);
        return outcome.ignored ? null : outcome.anomaly;
      })
    )
  );
  for (const type of foldAnomalyTypes) expect([...found]).toContain(type);
});

test('only exits end outside the stock, and the two forms share no kind', () => {
  for (const kind of kinds) {
    const { leaves, effect } = kindRule(kind);
    const goesOut = leaves !== 'keep' && presenceOf(leaves) === 'out';
    expect(goesOut, kind).toBe(effect === 'leave');
  }
  expect(kindsOnForm('entry').filter((kind) => kindsOnForm('exit').includes(kind))).toEqual([]);
});
