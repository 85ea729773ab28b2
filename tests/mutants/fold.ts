import type { Mutant } from './mutant.ts';

/** Ways to break the fold: its tests must notice each of them. */
export const foldMutants: Mutant[] = [
  {
    name: 'sorts by device before instant',
    file: 'src/lib/domain/movement/order.ts',
    from: 'a.instant - b.instant ||\n    compareText(a.deviceId, b.deviceId)',
    to: 'compareText(a.deviceId, b.deviceId) ||\n    a.instant - b.instant'
  },
  {
    name: 'leaves the last tie to the order of arrival',
    file: 'src/lib/domain/movement/order.ts',
    from: ' ||\n    compareText(a.id, b.id)',
    to: ''
  },
  {
    name: 'puts a chosen exit at the start of its day',
    file: 'src/lib/domain/movement/order.ts',
    from: 'day.endsAt - 1',
    to: 'day.startsAt'
  },
  {
    name: 'counts a duplicated movement twice',
    file: 'src/lib/domain/serial/fold-serial.ts',
    from: 'sortMovements(withoutDuplicates(movements))',
    to: 'sortMovements(movements)'
  },
  {
    name: 'forgets reversals',
    file: 'src/lib/domain/serial/fold-serial.ts',
    from: 'const isLive = live.has(movement.id);',
    to: 'const isLive = live.size >= 0;'
  },
  {
    name: 'lets a reversed reversal go on reversing',
    file: 'src/lib/domain/movement/liveness.ts',
    from: 'if (isLive) voided.add(target);',
    to: 'voided.add(target);'
  },
  {
    name: 'believes a second exit in silence',
    file: 'src/lib/domain/serial/transition.ts',
    from: "out: 'double-exit'",
    to: 'out: null'
  },
  {
    name: 'releases a quarantine by a move',
    file: 'src/lib/domain/serial/serial-state.ts',
    from: "claimed ?? (isHeld(state.status) ? state.condition : 'available')",
    to: "claimed ?? 'available'"
  },
  {
    name: 'ignores where a movement asks to stand',
    file: 'src/lib/domain/movement/order.ts',
    from: 'const target = entry.movement.before;',
    to: 'const target = undefined;'
  },
  {
    name: 'extends a row with a late movement',
    file: 'src/lib/domain/movement/history-span.ts',
    from: 'compareOrderKeys(orderKey(movement), span.lastKey) > 0',
    to: 'compareOrderKeys(orderKey(movement), span.lastKey) !== 0'
  }
];
