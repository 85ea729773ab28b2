import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bin, root, run } from '../../scripts/processes.ts';

/**
 * Breaks the fold on purpose, one way at a time, in a copy of the domain, and
 * demands that its tests notice. A mutant that survives means a rule that no
 * test holds.
 */
interface Mutant {
  name: string;
  file: string;
  from: string;
  to: string;
}

export const foldMutants: Mutant[] = [
  {
    name: 'sorts by device before instant',
    file: 'movement/order.ts',
    from: 'a.instant - b.instant ||\n    compareText(a.deviceId, b.deviceId)',
    to: 'compareText(a.deviceId, b.deviceId) ||\n    a.instant - b.instant'
  },
  {
    name: 'leaves the last tie to the order of arrival',
    file: 'movement/order.ts',
    from: ' ||\n    compareText(a.id, b.id)',
    to: ''
  },
  {
    name: 'puts a chosen exit at the start of its day',
    file: 'movement/order.ts',
    from: 'day.endsAt - 1',
    to: 'day.startsAt'
  },
  {
    name: 'counts a duplicated movement twice',
    file: 'serial/fold-serial.ts',
    from: 'sortMovements(withoutDuplicates(movements))',
    to: 'sortMovements(movements)'
  },
  {
    name: 'forgets reversals',
    file: 'serial/fold-serial.ts',
    from: 'const isLive = live.has(movement.id);',
    to: 'const isLive = live.size >= 0;'
  },
  {
    name: 'lets a reversed reversal go on reversing',
    file: 'movement/liveness.ts',
    from: 'if (isLive) voided.add(target);',
    to: 'voided.add(target);'
  },
  {
    name: 'believes a second exit in silence',
    file: 'serial/transition.ts',
    from: "out: 'double-exit'",
    to: 'out: null'
  },
  {
    name: 'releases a quarantine by a move',
    file: 'serial/serial-state.ts',
    from: "claimed ?? (isHeld(state.status) ? state.condition : 'available')",
    to: "claimed ?? 'available'"
  },
  {
    name: 'ignores where a movement asks to stand',
    file: 'movement/order.ts',
    from: 'const target = entry.movement.before;',
    to: 'const target = undefined;'
  },
  {
    name: 'extends a row with a late movement',
    file: 'serial/serial-row.ts',
    from: 'compareOrderKeys(orderKey(movement), row.lastKey) > 0',
    to: 'compareOrderKeys(orderKey(movement), row.lastKey) !== 0'
  }
];

async function survives(mutant: Mutant): Promise<boolean> {
  const copy = mkdtempSync(path.join(root, '.mutant-'));
  try {
    cpSync(path.join(root, 'src/lib/domain'), path.join(copy, 'src/lib/domain'), { recursive: true });
    cpSync(path.join(root, 'tests/factories'), path.join(copy, 'tests/factories'), { recursive: true });
    const file = path.join(copy, 'src/lib/domain', mutant.file);
    const source = readFileSync(file, 'utf8');
    if (!source.includes(mutant.from))
      throw new Error(`mutant « ${mutant.name} » no longer applies to ${mutant.file}`);
    writeFileSync(file, source.replace(mutant.from, mutant.to));
    const args = [
      'run',
      '--root',
      copy,
      '--config',
      path.join(root, 'tests/mutants/vitest.config.ts'),
      'src/lib/domain/serial'
    ];
    return (await run(bin('vitest'), args, { quiet: true })) === 0;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** @returns the names of the mutants that no test noticed */
export async function survivingMutants(mutants: readonly Mutant[]): Promise<string[]> {
  const unbroken: Mutant = {
    name: 'nothing broken',
    file: 'serial/fold-serial.ts',
    from: 'export',
    to: 'export'
  };
  if (!(await survives(unbroken)))
    throw new Error('the tests fail on the unbroken copy, so they catch nothing');
  const survivors: string[] = [];
  for (const mutant of mutants) {
    const alive = await survives(mutant);
    console.log(`${alive ? '✗ survived' : '✓ caught  '}  ${mutant.name}`);
    if (alive) survivors.push(mutant.name);
  }
  return survivors;
}
