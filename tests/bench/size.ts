import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onlyPage, openBrowser } from '../e2e/support/browser.ts';
import { initialScripts, noteScanField, type LoadedScript } from '../e2e/support/initial-scripts.ts';
import { ServerProcess } from '../factories/server-process.ts';
import type { BenchRow } from './bench-browser.ts';
import { fillServer, visitFirst } from './first-visit.ts';

const SHOWN = 8;

const kilobytes = (scripts: readonly LoadedScript[]) =>
  Math.round(scripts.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0) / 100) / 10;

/** The JavaScript that Chromium loads before home has its scan field, gzip, with the largest scripts. */
export async function run(): Promise<BenchRow[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'douchette-bench-'));
  const server = await ServerProcess.start({ databasePath: path.join(folder, 'bench.db') });
  const browser = await openBrowser({ profile: path.join(folder, 'profile') });
  try {
    const page = await onlyPage(browser);
    await fillServer(server.url, 200);
    await visitFirst(page, server.url);
    await noteScanField(page);
    await page.goto(server.url);
    const scripts = await initialScripts(page);
    const largest = [...scripts].sort((a, b) => b.gzipBytes - a.gzipBytes).slice(0, SHOWN);
    const row = (name: string, of: readonly LoadedScript[]): BenchRow => ({
      bench: 'size',
      name,
      unit: 'kB gzip',
      value: kilobytes(of),
      scripts: of.length
    });
    return [
      row('before the scan field of home', scripts),
      ...largest.map((script) => row(path.basename(script.path), [script]))
    ];
  } finally {
    await browser.close();
    await server.end('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  }
}
