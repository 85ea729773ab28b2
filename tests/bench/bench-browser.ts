import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Page } from '@playwright/test';
import { build } from 'vite';
import { chromiumFlags, findChromium } from '../../scripts/chromium.ts';

const DATABASE = 'bench.db';
const root = resolve(import.meta.dirname, '../..');

/** A real Chromium with a profile on disk, before a page of the app's own code and a real server. */
export interface BenchBrowser {
  page: Page;
  /** Where the server answers, through the proxy. */
  origin: string;
  /** Bytes of API answers so far, as they crossed the wire. */
  bytesReceived(): number;
  /** Bytes of API requests so far, without their headers. */
  bytesSent(): number;
  /** Another device: a Chromium of its own before the same server. */
  another(): Promise<Page>;
  /** Has the server make up so many serials, with the catalogue. */
  fillDemo(serials: number): Promise<void>;
  close(): Promise<void>;
}

async function startServer(folder: string): Promise<{ process: ChildProcess; port: number }> {
  const server = spawn(process.execPath, [join(root, 'server/main.ts')], {
    cwd: root,
    env: { ...process.env, PORT: '0', LOG_LEVEL: 'silent', DATABASE_URL: `file:${join(folder, DATABASE)}` },
    stdio: ['ignore', 'pipe', 'inherit']
  });
  for await (const line of createInterface({ input: server.stdout })) {
    const port = /http:\/\/localhost:(\d+)/.exec(line)?.[1];
    if (port !== undefined) return { process: server, port: Number(port) };
  }
  throw new Error('the server ended before it listened');
}

async function buildPage(folder: string): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    worker: { format: 'es' },
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: 'es2022',
      lib: { entry: join(root, 'tests/bench/page/measure.ts'), formats: ['es'], fileName: () => 'measure.js' }
    },
    define: { 'process.env.NODE_ENV': '"production"' }
  });
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><script type="module" src="/measure.js"></script>'
  );
}

/** Bytes of bodies that crossed it so far. */
interface Wire {
  sent: number;
  received: number;
}

/** Passes `/api` on to the server, so that page and API are one origin, and counts what comes back. */
function forward(incoming: IncomingMessage, outgoing: ServerResponse, port: number, wire: Wire) {
  const { method, url, headers } = incoming;
  const options = { host: '127.0.0.1', port, method: method ?? 'GET', path: url ?? '/', headers };
  const upstream = request(options, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.on('data', (chunk: Buffer) => (wire.received += chunk.byteLength));
    answer.pipe(outgoing);
  });
  upstream.on('error', () => outgoing.destroy());
  incoming.on('data', (chunk: Buffer) => (wire.sent += chunk.byteLength));
  incoming.pipe(upstream);
}

async function serve(folder: string, port: number, wire: Wire): Promise<Server> {
  const server = createServer((incoming, outgoing) => {
    const path = new URL(incoming.url ?? '/', 'http://localhost').pathname;
    const file = join(folder, path === '/' ? 'index.html' : path);
    if (path.startsWith('/api/')) forward(incoming, outgoing, port, wire);
    else if (!existsSync(file)) outgoing.writeHead(404).end();
    else {
      outgoing.writeHead(200, { 'content-type': path === '/' ? 'text/html' : 'text/javascript' });
      outgoing.end(readFileSync(file));
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return server;
}

async function openPage(profile: string, origin: string): Promise<Page> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('no Chromium: set CHROMIUM_PATH');
  // A profile on disk: what is private keeps its databases in memory, where durability costs nothing.
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: chromiumFlags
  });
  const page = await context.newPage();
  await page.goto(origin);
  await page.waitForFunction(() => 'bench' in window);
  return page;
}

/**
 * Starts all of it; `close` ends all of it.
 *
 * @param fill makes the server's database, at the path given, before it starts
 */
export async function openBenchBrowser(fill?: (path: string) => Promise<void>): Promise<BenchBrowser> {
  const folder = mkdtempSync(join(tmpdir(), 'douchette-bench-'));
  await fill?.(join(folder, DATABASE));
  const api = await startServer(folder);
  const wire: Wire = { sent: 0, received: 0 };
  await buildPage(folder);
  const server = await serve(folder, api.port, wire);
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const page = await openPage(join(folder, 'profile'), origin);
  const pages = [page];
  return {
    page,
    origin,
    bytesReceived: () => wire.received,
    bytesSent: () => wire.sent,
    async another() {
      const one = await openPage(join(folder, `profile-${pages.length}`), origin);
      pages.push(one);
      return one;
    },
    async fillDemo(serials) {
      const filled = await page.evaluate(async (count) => {
        const headers = { 'content-type': 'application/json', 'douchette-protocol': '1' };
        const post = (path: string, body: unknown) =>
          fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
        await post('/api/devices/enrol', { name: 'bench' });
        return (await post('/api/demo', { serials: count })).ok;
      }, serials);
      if (!filled) throw new Error('the server took no demonstration data');
    },
    async close() {
      for (const one of pages) await one.context().close();
      server.closeAllConnections();
      server.close();
      const ended = new Promise((done) => api.process.once('exit', done));
      api.process.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    }
  };
}

export interface BenchRow {
  bench: string;
  name: string;
  unit: string;
  value: number;
  [condition: string]: string | number;
}

/** The value below which so many per cent of the values lie. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value =
    sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN;
  return Math.round(value * 100) / 100;
}
