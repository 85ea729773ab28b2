import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { bin, run } from './processes.ts';

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
];

/** An installed Chromium: `CHROMIUM_PATH`, the usual places, then Playwright's own. */
export function findChromium(): string | null {
  const asked = process.env.CHROMIUM_PATH;
  if (asked) return existsSync(asked) ? asked : null;
  return [...USUAL_PLACES, chromium.executablePath()].find((place) => existsSync(place)) ?? null;
}

const isRoot = () => process.getuid?.() === 0;

/** Installs one when there is none: Playwright's, else Debian's package when root. */
export async function ensureChromium(): Promise<string | null> {
  const found = findChromium();
  if (found || process.env.CHROMIUM_PATH) return found;
  console.log('No Chromium found; installing one for the browser tests…');
  await run(bin('playwright'), ['install', 'chromium'], { quiet: true, timeoutMs: 180_000 });
  if (!findChromium() && isRoot() && existsSync('/usr/bin/apt-get')) {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-q'], { quiet: true, env });
    await run('apt-get', ['install', '-y', '-q', 'chromium'], { quiet: true, env });
  }
  return findChromium();
}

/** Flags for a quiet, self-contained browser; root has no user namespace for the sandbox. */
export const chromiumFlags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(isRoot() ? ['--no-sandbox'] : [])
];
