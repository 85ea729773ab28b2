import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { desk, onlyPage, openBrowser, phone } from '../e2e/support/browser.ts';
import { ServerProcess } from '../factories/server-process.ts';
import { percentile, type BenchRow } from './bench-browser.ts';
import { fillServer, visitFirst } from './first-visit.ts';

const SERIALS = 100_000;
const WHEEL_TURNS = 240;
const KEY_PRESSES = 120;
/** A finger's flick on a phone and a notch of a mouse are about as far. */
const TURN_PIXELS = 400;

interface Watched {
  gaps: number[];
  longTasks: number[];
}

declare global {
  interface Window {
    watched?: Watched & { stop: () => void };
  }
}

/** The first visit, and the first list, which reads every row. */
async function openList(page: Page, url: string): Promise<void> {
  await visitFirst(page, url);
  await page.goto(`${url}/produits/stocks/series`);
  await page.locator('[data-index="0"] a').waitFor();
}

/** From here on, the time between any two frames and every task over 50 ms. */
async function watch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const [gaps, longTasks]: [number[], number[]] = [[], []];
    const observer = new PerformanceObserver((list) =>
      longTasks.push(...list.getEntries().map(({ duration }) => duration))
    );
    observer.observe({ type: 'longtask' });
    let last = performance.now();
    let request = requestAnimationFrame(function next(now) {
      gaps.push(now - last);
      last = now;
      request = requestAnimationFrame(next);
    });
    const stop = () => {
      observer.disconnect();
      cancelAnimationFrame(request);
    };
    window.watched = { gaps, longTasks, stop };
  });
}

async function seen(page: Page): Promise<Watched> {
  return page.evaluate(() => {
    window.watched?.stop();
    const { gaps = [], longTasks = [] } = window.watched ?? {};
    return { gaps: gaps.slice(1), longTasks };
  });
}

async function scrollByWheel(page: Page): Promise<void> {
  await page.mouse.move(180, 400);
  for (let turn = 0; turn < WHEEL_TURNS; turn++) {
    await page.mouse.wheel(0, turn < WHEEL_TURNS / 2 ? TURN_PIXELS : TURN_PIXELS * 20);
  }
}

async function scrollByKeys(page: Page): Promise<void> {
  // Turns of the wheel may still be under way.
  await page.waitForFunction(() => {
    window.scrollTo(0, 0);
    return document.querySelector('[data-index="0"] a') !== null;
  });
  await page.locator('[data-index="0"] a').focus();
  for (let press = 0; press < KEY_PRESSES; press++)
    await page.keyboard.press(press % 10 === 9 ? 'PageDown' : 'ArrowDown');
}

/** The list of a hundred thousand serials in the app itself, in Chromium on a real disk, scrolled at two sizes. */
export async function run(): Promise<BenchRow[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'douchette-bench-'));
  const server = await ServerProcess.start({ databasePath: path.join(folder, 'bench.db') });
  const rows: BenchRow[] = [];
  try {
    await fillServer(server.url, SERIALS);
    for (const [size, viewport] of Object.entries({ phone, desk })) {
      const browser = await openBrowser({ profile: path.join(folder, size), viewport });
      const page = await onlyPage(browser);
      await openList(page, server.url);
      for (const [way, scroll] of Object.entries({ wheel: scrollByWheel, keys: scrollByKeys })) {
        await watch(page);
        await scroll(page);
        const { gaps, longTasks } = await seen(page);
        const row = (name: string, value: number): BenchRow => ({
          bench: 'scroll',
          name: `${size}, ${way}: ${name}`,
          unit: 'ms',
          value: Math.round(value * 10) / 10,
          serials: SERIALS,
          frames: gaps.length
        });
        rows.push(
          row('longest frame', Math.max(...gaps)),
          row('frame p95', percentile(gaps, 95)),
          { ...row('frames over 50 ms', gaps.filter((gap) => gap > 50).length), unit: 'frames' },
          row('longest task over 50', Math.max(0, ...longTasks))
        );
      }
      await browser.close();
    }
    return rows;
  } finally {
    await server.end('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  }
}
