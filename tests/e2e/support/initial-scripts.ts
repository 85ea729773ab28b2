import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { root } from '../../../scripts/processes.ts';

/** A script of the build as it crosses the wire. */
export interface LoadedScript {
  path: string;
  gzipBytes: number;
}

/** What the home page can be used by: the field that takes any scan. */
const SCAN_FIELD = 'main input';

declare global {
  interface Window {
    /** `performance.now()` at the frame that drew the scan field; null until then. */
    scanFieldAt: number | null;
  }
}

/** Notes in every page that follows when its scan field was drawn. */
export async function noteScanField(page: Page): Promise<void> {
  await page.addInitScript((field) => {
    window.scanFieldAt = null;
    const observer = new MutationObserver(() => {
      if (!document.querySelector(field)) return;
      observer.disconnect();
      requestAnimationFrame(() => (window.scanFieldAt = performance.now()));
    });
    observer.observe(document, { childList: true, subtree: true });
  }, SCAN_FIELD);
}

/** Resolves once the scan field is there, with the time since the navigation began, ms. */
export async function scanFieldAt(page: Page): Promise<number> {
  const handle = await page.waitForFunction(() => window.scanFieldAt);
  return (await handle.jsonValue()) ?? Number.NaN;
}

/** The scripts of the app that the page began to load before its scan field was there. */
export async function initialScripts(page: Page): Promise<LoadedScript[]> {
  const until = await scanFieldAt(page);
  const paths = await page.evaluate(
    (end) =>
      performance
        .getEntriesByType('resource')
        .filter(({ startTime }) => startTime < end)
        .map(({ name }) => new URL(name).pathname)
        .filter((one) => one.endsWith('.js')),
    until
  );
  return [...new Set(paths)].map((one) => ({
    path: one,
    gzipBytes: gzipSync(readFileSync(path.join(root, 'build', one))).byteLength
  }));
}
