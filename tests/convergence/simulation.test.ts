import { expect, test } from 'vitest';
import { MemoryStore } from '../../server/store/memory/memory-store.ts';
import { faultNames } from './faulty-transport.ts';
import { actNames } from './simulated-acts.ts';
import { simulate, type SimulationReport } from './simulation.ts';

/** Set `SIMULATION_SEED` to replay one run, `SIMULATION_RUNS` for more of them. */
const replayed = process.env.SIMULATION_SEED;
const runs = Number(process.env.SIMULATION_RUNS ?? 20);
const firstSeed = replayed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(replayed);
const seeds = Array.from({ length: replayed === undefined ? runs : 1 }, (_, place) => firstSeed + place);

/** A third of a second for each run, and ten times that on a busy machine. */
const TIMEOUT_MS = 60_000 + runs * 6000;

test(
  'phones on a bad network lose nothing, store nothing twice, and end up knowing the same',
  async () => {
    const reports: SimulationReport[] = [];
    for (const seed of seeds) {
      try {
        reports.push(
          await simulate({
            seed,
            devices: 3,
            operations: 60,
            openStore: (epoch) => new MemoryStore(epoch)
          })
        );
      } catch (cause) {
        throw new Error(`replay with SIMULATION_SEED=${seed}`, { cause });
      }
    }
    const met = new Set(reports.flatMap(({ faults }) => faults));
    const movements = reports.reduce((sum, report) => sum + report.movements, 0);
    console.log(
      `seeds ${firstSeed} to ${seeds.at(-1)}: ${movements} movements, ${reports.flatMap(({ faults }) => faults).length} faults`
    );
    if (seeds.length < 20) return;
    expect([...met].sort()).toEqual([...faultNames].sort());
    expect([...new Set(reports.flatMap(({ acts }) => acts))].sort()).toEqual([...actNames].sort());
  },
  TIMEOUT_MS
);
