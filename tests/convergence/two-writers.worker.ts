import { parentPort, workerData } from 'node:worker_threads';
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts';
import { SeededRandom } from '../factories/device.ts';
import { FACTORY_START, idFactory, movementFactory } from '../factories/movements.ts';

/** A second process on the file, as near as a test comes to it: commits of any size, as fast as it can. */
export interface WriterTask {
  path: string;
  seed: number;
  commits: number;
  /** Of the largest batch: a slow commit beside the fast ones. */
  largest: number;
}

const { path, seed, commits, largest } = workerData as WriterTask;
const random = new SeededRandom(seed);
const make = movementFactory(seed);
const store = openSqliteStore({ path, newEpoch: idFactory(seed)(), busyTimeoutMs: 60_000 });
await store.addDevice({
  id: make.deviceId,
  name: `Terminal ${seed}`,
  tokenHash: String(seed).padStart(64, '0'),
  enrolledAt: FACTORY_START
});
const made: string[] = [];
for (let commit = 0; commit < commits; commit += 1) {
  const size = random.next() < 0.1 ? largest : random.below(3) + 1;
  const movements = Array.from({ length: size }, () => make());
  const written = await store.appendMovements({
    carrierDeviceId: make.deviceId,
    arrivedAt: FACTORY_START,
    clockOffsetMs: 0,
    arrivals: movements.map((movement) => ({ movement, correctedAt: undefined }))
  });
  if (!written.ok) throw new Error(written.code);
  made.push(...movements.map(({ id }) => id));
}
await store.close();
parentPort?.postMessage(made);
