import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from '@playwright/test';
import { offlineReady, onlyPage, openBrowser } from '../e2e/support/browser.ts';
import { noteScanField, scanFieldAt } from '../e2e/support/initial-scripts.ts';
import { Network } from '../e2e/support/network.ts';
import { ServerProcess } from '../factories/server-process.ts';
import { percentile, type BenchRow } from './bench-browser.ts';
import { fillServer, visitFirst } from './first-visit.ts';

const SERIALS = 10_000;
const STARTS = 10;
const THROTTLES = [1, 4];

/** From the navigation to the frame that draws the scan field of home, ms, in a browser just started. */
async function startOnce(profile: string, url: string, throttle: number): Promise<number> {
  const browser = await openBrowser({ profile });
  try {
    const page = await onlyPage(browser);
    await noteScanField(page);
    const devtools = await browser.newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: throttle });
    await page.goto(url, { waitUntil: 'commit' });
    return await scanFieldAt(page);
  } finally {
    await browser.close();
  }
}

/** The installed app opened without a network: each time by a browser that was not running. */
export async function run(): Promise<BenchRow[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'douchette-bench-'));
  const profile = path.join(folder, 'phone');
  const server = await ServerProcess.start({ databasePath: path.join(folder, 'douchette.db') });
  const network = await Network.open(() => server.url);
  try {
    await fillServer(server.url, SERIALS);
    const browser = await openBrowser({ profile });
    const page = await onlyPage(browser);
    await visitFirst(page, network.url);
    await offlineReady(page);
    await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
    await browser.close();
    network.cut();
    const rows: BenchRow[] = [];
    for (const throttle of THROTTLES) {
      const times: number[] = [];
      for (let at = 0; at < STARTS; at += 1) times.push(await startOnce(profile, network.url, throttle));
      const conditions = {
        bench: 'start',
        unit: 'ms',
        starts: STARTS,
        serials: SERIALS,
        slowedDown: throttle
      };
      rows.push({ ...conditions, name: 'scan field there, p50', value: percentile(times, 50) });
      rows.push({ ...conditions, name: 'scan field there, worst', value: Math.round(Math.max(...times)) });
    }
    return rows;
  } finally {
    await network.close();
    await server.end('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  }
}
