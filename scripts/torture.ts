import { foldMutants } from '../tests/mutants/fold.ts';
import { survivingMutants } from '../tests/mutants/mutant.ts';
import { syncMutants } from '../tests/mutants/sync.ts';
import { ensureChromium } from './chromium.ts';
import { bin, run } from './processes.ts';

/** What is too long for every commit: the full counts of the kill tests, and the planted bugs. */
console.log('▸ planted bugs in the fold');
const survivors = await survivingMutants({ mutants: foldMutants, tests: 'src/lib/domain/serial' });

console.log('▸ planted bugs in the sync');
survivors.push(
  ...(await survivingMutants({
    mutants: syncMutants,
    tests: 'tests/convergence/simulation.test.ts',
    env: { SIMULATION_RUNS: '100', SIMULATION_FIRST_SEED: '1' }
  }))
);

console.log('▸ server killed during pushes, 10,000 rounds unless KILL_ROUNDS says otherwise');
const killed = await run(bin('vitest'), ['run', 'tests/api/server-kill.test.ts', '--testTimeout=0'], {
  env: { KILL_ROUNDS: process.env.KILL_ROUNDS ?? '10000' }
});

console.log(
  '▸ browser killed while it writes its queue, 1,000 rounds unless BROWSER_KILL_ROUNDS says otherwise'
);
const chromium = await ensureChromium();
const browserKilled = chromium
  ? await run(bin('playwright'), ['test', 'tests/e2e/browser-kill.spec.ts'], {
      env: {
        CHROMIUM_PATH: chromium,
        BROWSER_KILL_ROUNDS: process.env.BROWSER_KILL_ROUNDS ?? '1000',
        BROWSER_KILL_SEED: process.env.BROWSER_KILL_SEED ?? String(Date.now() % 1_000_000)
      }
    })
  : 1;

const failed = survivors.length + [killed, browserKilled].filter((code) => code !== 0).length;
console.log(`${foldMutants.length + syncMutants.length + 2 - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
