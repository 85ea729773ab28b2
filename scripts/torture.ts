import { parseArgs } from 'node:util';
import { foldMutants } from '../tests/mutants/fold.ts';
import { survivingMutants, type MutantHunt } from '../tests/mutants/mutant.ts';
import { syncMutants } from '../tests/mutants/sync.ts';
import { ensureBuilt } from './app-build.ts';
import { ensureChromium } from './chromium.ts';
import { bin, run } from './processes.ts';

/**
 * `npm run torture [-- name …]`: what is too long for every commit, all of it or by
 * name: the full counts of the fault tests, and the planted bugs. A count that is set in
 * the environment replaces the one here.
 */
interface LongRun {
  title: string;
  /** Run as Node tests, or before a browser. */
  runner: 'vitest' | 'playwright';
  tests: string;
  counts: Record<string, string>;
}

const longRuns: Record<string, LongRun> = {
  'server-kill': {
    title: 'server killed during pushes',
    runner: 'vitest',
    tests: 'tests/api/server-kill.test.ts',
    counts: { KILL_ROUNDS: '10000' }
  },
  'failing-disk': {
    title: 'each of 500 writes and flushes of the server fails, in three ways',
    runner: 'vitest',
    tests: 'tests/api/failing-disk.test.ts',
    counts: { DISK_FAULT_ROUNDS: '1500' }
  },
  'fuzzed-pushes': {
    title: 'random and mutated pushes to a real server',
    runner: 'vitest',
    tests: 'tests/api/fuzzed-pushes.test.ts',
    counts: { FUZZED_PUSHES: '1000000' }
  },
  'lost-answers': {
    title: 'answers lost after the commit',
    runner: 'vitest',
    tests: 'tests/convergence/lost-answers.test.ts',
    counts: { LOST_ANSWERS: '10000' }
  },
  'concurrent-syncs': {
    title: 'page, worker and a second tab sync at once',
    runner: 'vitest',
    tests: 'tests/convergence/concurrent-syncs.test.ts',
    counts: { CONCURRENT_RUNS: '1000' }
  },
  'two-writers': {
    title: 'commits of two writers with a reader behind them',
    runner: 'vitest',
    tests: 'tests/convergence/two-writers.test.ts',
    counts: { INTERLEAVED_COMMITS: '10000' }
  },
  'one-instant': {
    title: 'movements of one instant in pages',
    runner: 'vitest',
    tests: 'tests/convergence/one-instant.test.ts',
    counts: { ONE_INSTANT_MOVEMENTS: '100000' }
  },
  restore: {
    title: 'four phones push 1,000 movements, the backup comes back',
    runner: 'vitest',
    tests: 'tests/convergence/restore.test.ts',
    counts: { RESTORE_SCANS: '250' }
  },
  'browser-kill': {
    title: 'browser killed while it writes its queue',
    runner: 'playwright',
    tests: 'tests/e2e/browser-kill.spec.ts',
    counts: { BROWSER_KILL_ROUNDS: '1000', BROWSER_KILL_SEED: String(Date.now() % 1_000_000) }
  },
  'upgrade-kill': {
    title: 'browser killed while it brings 5,000 waiting rows up to date',
    runner: 'playwright',
    tests: 'tests/e2e/upgrade.spec.ts',
    counts: { UPGRADE_KILL_ROUNDS: '50' }
  },
  'app-update': {
    title: 'new versions of the app in mid-scan',
    runner: 'playwright',
    tests: 'tests/e2e/app-update.spec.ts',
    counts: { APP_UPDATES: '200' }
  },
  'tab-ends': {
    title: 'tabs closed, reloaded, left and crashed with movements waiting',
    runner: 'playwright',
    tests: 'tests/e2e/tab-ends.spec.ts',
    counts: { TAB_ENDS: '500' }
  }
};

const hunts: Record<string, MutantHunt & { title: string }> = {
  'fold-mutants': {
    title: 'planted bugs in the fold',
    mutants: foldMutants,
    tests: 'src/lib/domain/serial'
  },
  'sync-mutants': {
    title: 'planted bugs in the sync',
    mutants: syncMutants,
    tests: 'tests/convergence/simulation.test.ts',
    env: { SIMULATION_RUNS: '100', SIMULATION_FIRST_SEED: '1' }
  }
};

function given(counts: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(counts).map(([name, full]) => [name, process.env[name] ?? full]));
}

async function runLong({ title, runner, tests, counts }: LongRun): Promise<boolean> {
  const env = given(counts);
  console.log(`▸ ${title}: ${Object.entries(env).map((pair) => pair.join('='))}`);
  if (runner === 'vitest') {
    return (await run(bin('vitest'), ['run', tests, '--testTimeout=0'], { env })) === 0;
  }
  const chromium = await ensureChromium();
  if (!chromium || (await ensureBuilt()) !== 0) return false;
  return (await run(bin('playwright'), ['test', tests], { env: { ...env, CHROMIUM_PATH: chromium } })) === 0;
}

const { positionals } = parseArgs({ allowPositionals: true });
const names = [...Object.keys(hunts), ...Object.keys(longRuns)];
const chosen = positionals.length > 0 ? positionals : names;
const unknown = chosen.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`Nothing is named ${unknown.join(', ')}. There are: ${names.join(', ')}.`);
  process.exit(1);
}

const tally = { passed: 0, failed: 0 };
for (const name of chosen) {
  const hunt = hunts[name];
  const long = longRuns[name];
  if (hunt) {
    console.log(`▸ ${hunt.title}`);
    const survivors = await survivingMutants(hunt);
    tally.failed += survivors.length;
    tally.passed += hunt.mutants.length - survivors.length;
  }
  if (long) tally[(await runLong(long)) ? 'passed' : 'failed'] += 1;
}
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exitCode = tally.failed === 0 ? 0 : 1;
