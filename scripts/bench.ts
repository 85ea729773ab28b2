import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './app-build.ts';
import { ensureChromium } from './chromium.ts';
import { root } from './processes.ts';

/** One measured figure; further fields are the conditions it was measured under. */
interface Row {
  bench: string;
  name: string;
  unit: string;
  value: number;
}

type Bench = (options: { corpus?: string }) => Promise<readonly Row[]>;

const benches: Record<string, () => Promise<{ run: Bench }>> = {
  ingest: () => import('../tests/bench/ingest.ts'),
  'queue-write': () => import('../tests/bench/queue-write.ts'),
  'first-sync': () => import('../tests/bench/first-sync.ts'),
  push: () => import('../tests/bench/push.ts'),
  live: () => import('../tests/bench/live.ts'),
  load: () => import('../tests/bench/load.ts'),
  segments: () => import('../tests/bench/segments.ts'),
  camera: () => import('../tests/bench/camera.ts'),
  decode: () => import('../tests/bench/decode.ts'),
  fold: () => import('../tests/bench/fold.ts'),
  recalculate: () => import('../tests/bench/recalculate.ts'),
  search: () => import('../tests/bench/search.ts'),
  'device-search': () => import('../tests/bench/device-search.ts'),
  scroll: () => import('../tests/bench/scroll.ts'),
  hostile: () => import('../tests/bench/hostile.ts'),
  floor: () => import('../tests/bench/floor.ts'),
  size: () => import('../tests/bench/size.ts'),
  start: () => import('../tests/bench/start.ts')
};
const needBrowser = new Set([
  'camera',
  'queue-write',
  'first-sync',
  'device-search',
  'scroll',
  'push',
  'live',
  'floor',
  'size',
  'start'
]);

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { corpus: { type: 'string' } }
});
const chosen = positionals.length > 0 ? positionals : Object.keys(benches);
const unknown = chosen.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`No benchmark named ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`);
  process.exit(1);
}

if (chosen.some((name) => needBrowser.has(name))) {
  const chromium = await ensureChromium();
  if (!chromium) {
    console.error('No Chromium here, and none could be installed: set CHROMIUM_PATH to one.');
    process.exit(1);
  }
  process.env.CHROMIUM_PATH = chromium;
  if ((await ensureBuilt()) !== 0) process.exit(1);
}

const rows: Row[] = [];
for (const name of chosen) {
  const load = benches[name];
  if (!load) continue;
  console.log(`▸ ${name}`);
  const { run } = await load();
  rows.push(...(await run(values.corpus === undefined ? {} : { corpus: values.corpus })));
}

console.table(rows);
const machine = {
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.versions.node
};
const file = path.join(root, 'bench-results', `${new Date().toISOString().replaceAll(':', '-')}.json`);
mkdirSync(path.dirname(file), { recursive: true });
writeFileSync(file, JSON.stringify({ machine, rows }, null, 2));
console.log(`Written to ${path.relative(root, file)}`);
