import { expect, test, vi } from 'vitest';
import { physicalKinds } from '../../src/lib/domain/movement/kind.ts';
import { faultNames } from './faulty-transport.ts';
import { actNames } from './simulated-acts.ts';
import { mishapNames, simulate, type SimulationReport } from './simulation.ts';

// A seed decides everything: nothing may depend on how soon a thread of the runtime answers.
vi.mock('node:zlib', async () => (await import('../factories/threadless.ts')).threadlessZlib());
vi.mock('../../src/lib/sync/gzip.ts', () => import('../factories/threadless.ts'));
vi.mock('../../src/lib/sync/hash-text.ts', () => import('../factories/threadless.ts'));

/**
 * `SIMULATION_SEED` replays one run; `SIMULATION_RUNS` of them begin at
 * `SIMULATION_FIRST_SEED`, or anywhere. The 20,000 that one would wish for at each
 * commit take an hour and a half on two cores, at a quarter of a second each, nearly
 * all of it in IndexedDB's stand-in: so a commit sees fewer, other ones each time.
 */
const { SIMULATION_SEED, SIMULATION_RUNS = '150', SIMULATION_FIRST_SEED } = process.env;
const runs = SIMULATION_SEED === undefined ? Number(SIMULATION_RUNS) : 1;
const firstSeed = Number(SIMULATION_SEED ?? SIMULATION_FIRST_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** Below this chance alone may leave something out. */
const RUNS_FOR_COVERAGE = 100;

/** A third of a second for each run, and ten times that on a busy machine. */
const TIMEOUT_MS = 60_000 + runs * 4000;

/** How often each came, the rarest first. */
function tally(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => a - b)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
}

test(
  'phones on a bad network, with a server that is put back, lose nothing, store nothing twice, and end up knowing the same',
  async () => {
    const reports: SimulationReport[] = [];
    for (let seed = firstSeed; seed < firstSeed + runs; seed++) {
      const report = await simulate({ seed, devices: 3, operations: 60 }).catch((cause: unknown) => {
        throw new Error(`replay with SIMULATION_SEED=${seed}`, { cause });
      });
      reports.push(report);
    }
    const all = <Item>(of: (report: SimulationReport) => Item[]): Item[] => reports.flatMap(of);
    const [faults, mishaps] = [all((one) => one.faults), all((one) => one.mishaps)];
    const [acts, kinds] = [all((one) => one.acts), all((one) => one.kinds)];
    console.log(
      [
        `${runs} schedules from seed ${firstSeed}, 3 devices and 60 operations each`,
        `kinds: ${tally(kinds)}`,
        `acts: ${tally(acts)}`,
        `faults: ${tally(faults)}`,
        `mishaps: ${tally(mishaps)}`
      ].join('\n')
    );
    if (runs < RUNS_FOR_COVERAGE) return;
    expect(new Set(faults)).toEqual(new Set(faultNames));
    expect(new Set(mishaps)).toEqual(new Set(mishapNames));
    expect(new Set(acts)).toEqual(new Set(actNames));
    expect([...new Set(kinds)]).toEqual(expect.arrayContaining([...physicalKinds]));
    expect((faults.length + mishaps.length) / runs).toBeGreaterThan(10);
  },
  TIMEOUT_MS
);

/** Of these most went differently each time, when packing and hashing were left to threads. */
const told = [71166, 71167, 71169, 71171];

test(
  'a schedule goes the same way each time, whatever ran before it',
  async () => {
    const run = async (seed: number): Promise<[number, SimulationReport]> => [
      seed,
      await simulate({ seed, devices: 3, operations: 60 })
    ];
    const [once, again] = [new Map<number, SimulationReport>(), new Map<number, SimulationReport>()];
    for (const seed of told) once.set(...(await run(seed)));
    for (const seed of told.toReversed()) again.set(...(await run(seed)));
    expect(again).toEqual(once);
  },
  TIMEOUT_MS
);
