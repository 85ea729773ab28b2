import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { chromiumFlags, findChromium } from '../../scripts/chromium.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** A real Chromium on a profile of its own, before the page of the kill test. */
export class KillWorld {
  readonly #folder: string;
  readonly #server: Server;
  readonly #listeners = new Map<string, (body: unknown) => void>();
  #browser: ChildProcess | null = null;

  private constructor(folder: string, server: Server) {
    this.#folder = folder;
    this.#server = server;
  }

  /** @param script the page's, under `tests/kill` */
  static async open(script = 'page.ts'): Promise<KillWorld> {
    const folder = mkdtempSync(path.join(tmpdir(), 'douchette-browser-kill-'));
    await buildPage(path.join(folder, 'page'), path.join(root, 'tests/kill', script));
    const server = createServer();
    const world = new KillWorld(folder, server);
    server.on('request', async (request, response) => {
      if (request.method === 'POST') {
        let body = '';
        for await (const part of request) body += String(part);
        response.end();
        world.#listeners.get(request.url ?? '')?.(JSON.parse(body));
        return;
      }
      world.#answer(new URL(request.url ?? '/', 'http://localhost').pathname, (type, content) => {
        response.writeHead(content === null ? 404 : 200, { 'content-type': type });
        response.end(content);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return world;
  }

  #answer(name: string, send: (type: string, content: Buffer | null) => void): void {
    const isPage = name === '/';
    const file = path.join(this.#folder, 'page', isPage ? 'index.html' : path.normalize(name));
    try {
      send(isPage ? 'text/html' : 'text/javascript', readFileSync(file));
    } catch {
      send('text/plain', null);
    }
  }

  /** Calls back with what the page posts there. */
  on(url: string, listener: (body: unknown) => void): void {
    this.#listeners.set(url, listener);
  }

  /** Resolves with what the page posts there next. */
  next(url: string): Promise<unknown> {
    return new Promise((resolve) => this.on(url, resolve));
  }

  /** Starts the browser on a profile that outlives it. */
  start(profile: string, query: string): void {
    const executable = findChromium();
    if (!executable) throw new Error('no Chromium: npm test installs one, or set CHROMIUM_PATH');
    const { port } = this.#server.address() as AddressInfo;
    const flags = [
      ...chromiumFlags,
      '--headless=new',
      '--disable-features=ChromeWhatsNewUI',
      `--user-data-dir=${path.join(this.#folder, profile)}`
    ];
    // A process group of its own: all of the browser is killed at once.
    this.#browser = spawn(executable, [...flags, `http://127.0.0.1:${port}/${query}`], {
      detached: true,
      stdio: 'ignore'
    });
  }

  /** SIGKILL to every process of the browser. */
  async kill(): Promise<void> {
    const browser = this.#browser;
    if (!browser?.pid) return;
    this.#browser = null;
    const ended = once(browser, 'exit');
    process.kill(-browser.pid, 'SIGKILL');
    await ended;
  }

  async close(): Promise<void> {
    await this.kill();
    this.#server.closeAllConnections();
    this.#server.close();
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function buildPage(folder: string, script: string): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    worker: { format: 'es' },
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2022',
      rollupOptions: {
        input: script,
        output: { entryFileNames: 'page.js' },
        preserveEntrySignatures: false
      }
    },
    define: { 'process.env.NODE_ENV': '"production"' }
  });
  writeFileSync(
    path.join(folder, 'index.html'),
    '<!doctype html><meta charset="utf-8"><script type="module" src="/page.js"></script>'
  );
}
