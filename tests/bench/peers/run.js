import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import { chromiumFlags, findChromium } from '../../../scripts/chromium.ts';
import { emptySerialRow } from '../../../src/lib/domain/serial/serial-row.ts';
import { movementFactory } from '../../factories/movements.ts';
import { openBenchBrowser, percentile } from '../bench-browser.ts';
import { pouchServer, rxServer } from './servers.js';

/**
 * What a team would use instead, beside ours: the same documents, Chromium and
 * machine in one sitting, each with a server of its own on this machine.
 *
 *   npm ci --prefix tests/bench/peers && node tests/bench/peers/run.js [movements] [serials]
 */
const [MOVEMENTS, SERIALS] = [Number(process.argv[2] ?? 10_000), Number(process.argv[3] ?? 100_000)];
const BATCH = 500;
const PAGE = 1000;
const LOOKUPS = 200;

const make = movementFactory(1);
const movements = Array.from({ length: MOVEMENTS }, () => make());
const rows = Array.from({ length: SERIALS }, (_, at) => {
  const serial = `SN-${String(at).padStart(8, '0')}`;
  const { id, recordedAt } = make({ serial });
  const identity = { productId: 'product-1', serialKey: serial, serial };
  const row = emptySerialRow(identity);
  const state = {
    ...row.state,
    status: 'in-stock',
    locationId: 'loc-1',
    since: recordedAt,
    lastMovementId: id
  };
  return { id: `product-1/${serial}`, ...row, state, movementCount: 1, version: at + 1 };
});
const lookups = Array.from({ length: LOOKUPS }, (_, at) => rows[(at * 7919) % rows.length].id);
const properties = Object.keys(rows[0]).filter((name) => name !== 'id');

async function buildPage(folder, script) {
  await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: 'es2022',
      lib: { entry: path.join(import.meta.dirname, script), formats: ['es'], fileName: () => 'page.js' }
    },
    // PouchDB's emitter is Node's; the package of that name stands in for it.
    resolve: { alias: { events: path.join(import.meta.dirname, 'node_modules/events/events.js') } },
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' }
  });
}

/** One peer in a browser of its own, on a profile on disk. */
async function measure(name, script, makeServer) {
  const folder = mkdtempSync(path.join(tmpdir(), 'douchette-peer-'));
  await buildPage(path.join(folder, 'page'), script);
  const { app, stored } = await makeServer(path.join(folder, 'data'), rows);
  const wire = { sent: 0, received: 0 };
  const server = createServer((request, response) => {
    const file = { '/': 'index.html', '/page.js': 'page.js' }[request.url];
    if (file === 'index.html') {
      response.setHeader('content-type', 'text/html');
      response.end('<!doctype html><script type="module" src="/page.js"></script>');
    } else if (file) {
      response.setHeader('content-type', 'text/javascript');
      response.end(readFileSync(path.join(folder, 'page', file)));
    } else app(request, response);
  });
  server.on('connection', (socket) => {
    socket.on('close', () => {
      wire.sent += socket.bytesRead;
      wire.received += socket.bytesWritten;
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const context = await chromium.launchPersistentContext(path.join(folder, 'profile'), {
    executablePath: findChromium() ?? '',
    args: chromiumFlags
  });
  const page = await context.newPage();
  page.on('pageerror', (fault) => console.error(name, fault));
  const origin = `http://127.0.0.1:${server.address().port}/`;
  const fresh = async () => {
    await page.goto(origin);
    await page.waitForFunction(() => 'peer' in window);
    server.closeIdleConnections();
    await new Promise(setImmediate);
    Object.assign(wire, { sent: 0, received: 0 });
  };
  const bytes = async () => {
    await page.goto('about:blank');
    server.closeIdleConnections();
    await new Promise((resolve) => setTimeout(resolve, 500));
    return { ...wire };
  };
  await fresh();
  const pushed = await page.evaluate((given) => window.peer.push(given), {
    documents: movements,
    batch: BATCH
  });
  const pushWire = await bytes();
  if ((await stored()) !== MOVEMENTS) throw new Error(`${name} stored ${await stored()}`);
  await fresh();
  const pulled = await page.evaluate((given) => window.peer.pull(given), {
    batch: PAGE,
    lookups,
    properties
  });
  const pullWire = await bytes();
  if (pulled.count !== SERIALS) throw new Error(`${name} pulled ${pulled.count}`);
  await context.close();
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
  return {
    name,
    'push s': pushed.ms / 1000,
    'push MB': (pushWire.sent + pushWire.received) / 1e6,
    'first sync s': pulled.ms / 1000,
    'first sync MB': (pullWire.sent + pullWire.received) / 1e6,
    'look-up p50 ms': percentile(pulled.lookupsMs, 50),
    'look-up p95 ms': percentile(pulled.lookupsMs, 95)
  };
}

/** Ours: the app's own database and sync before its own server. */
async function measureOurs() {
  const result = { name: 'Douchette' };
  const pushing = await openBenchBrowser();
  await pushing.fillDemo(200);
  const before = pushing.bytesSent() + pushing.bytesReceived();
  const times = await pushing.page.evaluate((count) => window.bench.push({ movements: count }), MOVEMENTS);
  const { pushedMs, syncedMs } = times;
  result['push s'] = pushedMs / 1000;
  result['push, answers pulled back too s'] = syncedMs / 1000;
  result['push MB'] = (pushing.bytesSent() + pushing.bytesReceived() - before) / 1e6;
  await pushing.close();
  const pulling = await openBenchBrowser();
  await pulling.fillDemo(SERIALS);
  const start = pulling.bytesSent() + pulling.bytesReceived();
  const { totalMs, lookupsMs } = await pulling.page.evaluate(() => window.bench.firstSync());
  result['first sync s'] = totalMs / 1000;
  result['first sync MB'] = (pulling.bytesSent() + pulling.bytesReceived() - start) / 1e6;
  result['look-up p50 ms'] = percentile(lookupsMs, 50);
  result['look-up p95 ms'] = percentile(lookupsMs, 95);
  await pulling.close();
  return result;
}

const peers = {
  Douchette: measureOurs,
  'PouchDB 9': () => measure('PouchDB 9', 'pouchdb-page.js', pouchServer),
  'RxDB 17': () => measure('RxDB 17', 'rxdb-page.js', rxServer)
};
const chosen = process.argv[4]?.split(',') ?? Object.keys(peers);
const table = [];
for (const name of chosen) {
  console.log(`▸ ${name}, load ${loadavg()[0].toFixed(1)}`);
  table.push(await peers[name]());
}
console.table(table);
process.exit(0);
