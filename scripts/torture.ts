import { foldMutants, survivingMutants } from '../tests/mutants/fold.ts';
import { bin, run } from './processes.ts';

/** What is too long for every commit: the full counts of the kill tests, and the planted bugs. */
console.log('▸ planted bugs in the fold');
const survivors = await survivingMutants(foldMutants);

console.log('▸ server killed during pushes, 10,000 rounds unless KILL_ROUNDS says otherwise');
const killed = await run(bin('vitest'), ['run', 'tests/api/server-kill.test.ts', '--testTimeout=0'], {
  env: { KILL_ROUNDS: process.env.KILL_ROUNDS ?? '10000' }
});

const failed = survivors.length + (killed === 0 ? 0 : 1);
console.log(`${foldMutants.length + 1 - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
