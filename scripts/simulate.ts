import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { bin, run } from './processes.ts';

/**
 * `npm run simulate -- --seeds N [--first S]`: N schedules of the simulation, on all
 * cores. A failure names its seed; `SIMULATION_SEED=<seed> npx vitest run
 * tests/convergence/simulation.test.ts` replays it.
 */
const { values } = parseArgs({
  options: { seeds: { type: 'string', default: '1000000' }, first: { type: 'string', default: '1' } }
});

/** Schedules in one process: a failure shows after some minutes, not at the end. */
const CHUNK = 500;

const [first, last] = [Number(values.first), Number(values.first) + Number(values.seeds)];
let next = first;
let failed = 0;

async function work(): Promise<void> {
  while (next < last) {
    const from = next;
    const count = Math.min(CHUNK, last - from);
    next += count;
    const env = { SIMULATION_FIRST_SEED: String(from), SIMULATION_RUNS: String(count) };
    const args = ['run', 'tests/convergence/simulation.test.ts', '--testTimeout=0'];
    if ((await run(bin('vitest'), args, { env })) !== 0) failed += 1;
    console.log(`${Math.min(next, last) - first} of ${last - first} schedules begun, ${failed} runs failed`);
  }
}

await Promise.all(Array.from({ length: availableParallelism() }, work));
process.exitCode = failed === 0 ? 0 : 1;
