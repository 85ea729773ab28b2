import { expect, test } from 'vitest';
import { afterFrame, effortFor, LADDER_START } from './scan-ladder.ts';

function effortsFor(unsettled: readonly boolean[]) {
  let state = LADDER_START;
  return unsettled.map((after) => {
    const effort = effortFor(state);
    state = afterFrame(state, { effort, unsettled: after });
    return effort;
  });
}

test('while nothing is seen, every third frame gets a full look', () => {
  expect(effortsFor([false, false, false, false, false, false])).toEqual([
    'fast',
    'fast',
    'full',
    'fast',
    'fast',
    'full'
  ]);
});

test('a label that is not yet told gets full looks at once', () => {
  expect(effortsFor([true, true, false, false])).toEqual(['fast', 'full', 'full', 'fast']);
});
