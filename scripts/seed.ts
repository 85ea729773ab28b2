import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { readEnvironment } from '../server/environment.ts';
import { fillDemo } from '../server/services/demo/fill-demo.ts';
import { openSqliteStore } from '../server/store/sqlite/sqlite-store.ts';
import { uuidV7 } from '../src/lib/domain/id.ts';

/**
 * `npm run seed -- --serials N`: fills an empty database with demonstration
 * data. DATABASE_URL says which, as for the server.
 */
const { values } = parseArgs({ options: { serials: { type: 'string', default: '2000' } } });
const environment = readEnvironment(process.env);
if (!environment.ok) {
  console.error(environment.problem);
  process.exit(1);
}
const { databasePath } = environment.value;
const store = openSqliteStore({
  path: databasePath,
  newEpoch: uuidV7({ now: Date.now(), random: randomBytes(10) })
});
const startedAt = performance.now();
const filled = await fillDemo({
  ctx: { store, now: Date.now, randomBytes, device: null, version: 'seed', warn: console.warn },
  input: { serials: Number(values.serials) }
});
await store.close();
if (filled.ok) {
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(
    `${filled.value.serials} serials with ${filled.value.movements} movements in ${seconds} s: ${databasePath}`
  );
} else if (filled.error.code === 'not-empty') {
  console.error(`${databasePath} is not empty: demonstration data goes into an empty database only.`);
  process.exitCode = 1;
} else {
  console.error(`Not filled: ${filled.error.code} ${filled.error.field ?? ''}`.trim());
  process.exitCode = 1;
}
