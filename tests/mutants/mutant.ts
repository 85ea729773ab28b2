import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bin, root, run } from '../../scripts/processes.ts';

/** One way to break the code on purpose: in a file, this text becomes that. */
export interface Mutant {
  name: string;
  /** From the root. */
  file: string;
  from: string;
  to: string;
}

export interface MutantHunt {
  mutants: readonly Mutant[];
  /** The test files that must notice, as vitest takes them. */
  tests: string;
  env?: Record<string, string>;
}

const copied = ['src/lib', 'server', 'tests', 'drizzle', 'scripts', 'package.json'];

/** Where the text of a mutant stands, or null when the code has moved on without it. */
export function placeOf({ file, from }: Mutant): number | null {
  const place = readFileSync(path.join(root, file), 'utf8').indexOf(from);
  return place < 0 ? null : place;
}

async function survives(mutant: Mutant | null, { tests, env = {} }: MutantHunt): Promise<boolean> {
  const copy = mkdtempSync(path.join(root, '.mutant-'));
  try {
    for (const part of copied) cpSync(path.join(root, part), path.join(copy, part), { recursive: true });
    symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
    if (mutant) {
      const file = path.join(copy, mutant.file);
      writeFileSync(
        file,
        readFileSync(file, 'utf8').replace(mutant.from, () => mutant.to)
      );
    }
    const config = path.join(root, 'tests/mutants/vitest.config.ts');
    const args = ['run', '--root', copy, '--config', config, '--bail', '1', tests];
    return (await run(bin('vitest'), args, { quiet: true, env })) === 0;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/**
 * Breaks the code one way at a time, in a copy, and demands that the tests notice.
 * A mutant that survives means a rule that no test holds.
 *
 * @returns the names of the mutants that no test noticed
 */
export async function survivingMutants(hunt: MutantHunt): Promise<string[]> {
  if (!(await survives(null, hunt)))
    throw new Error('the tests fail on the unbroken copy, so they catch nothing');
  const survivors: string[] = [];
  for (const mutant of hunt.mutants) {
    if (placeOf(mutant) === null) throw new Error(`« ${mutant.name} » no longer applies to ${mutant.file}`);
    const alive = await survives(mutant, hunt);
    console.log(`${alive ? '✗ survived' : '✓ caught  '}  ${mutant.name}`);
    if (alive) survivors.push(mutant.name);
  }
  return survivors;
}
