import path from 'node:path';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { chromiumFlags, findChromium } from '../../../scripts/chromium.ts';

export const phone = { width: 360, height: 740 };
export const desk = { width: 1280, height: 800 };

interface BrowserOptions {
  /** A folder that keeps the browser's storage over restarts. */
  profile: string;
  viewport?: { width: number; height: number };
  locale?: string;
  /** A y4m or mjpeg file that the fake camera plays in a loop. */
  cameraVideo?: string;
}

/** A browser of its own with storage of its own: one device. */
export async function openBrowser(options: BrowserOptions): Promise<BrowserContext> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('no Chromium: npm test installs one, or set CHROMIUM_PATH');
  const { profile, viewport = phone, locale = 'fr-FR', cameraVideo } = options;
  const camera = cameraVideo
    ? [
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
        `--use-file-for-fake-video-capture=${path.resolve(cameraVideo)}`
      ]
    : [];
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: [...chromiumFlags, ...camera],
    viewport,
    locale,
    timezoneId: 'Europe/Paris',
    hasTouch: viewport.width < 600,
    permissions: cameraVideo ? ['camera'] : []
  });
  await browser.addInitScript(markTexts);
  return browser;
}

/**
 * Marks in the page's timeline when a text came into a field at once, as a story fills
 * one: the app takes it for a key that it cannot tell, and a scan right after it for a tail.
 */
function markTexts(): void {
  let pressed = '';
  addEventListener('keydown', ({ key }) => (pressed = key), true);
  addEventListener('keyup', () => (pressed = ''), true);
  addEventListener(
    'beforeinput',
    ({ data }) => void (data === pressed || performance.mark('story.text')),
    true
  );
}

export async function onlyPage(context: BrowserContext): Promise<Page> {
  return context.pages()[0] ?? context.newPage();
}

/** SIGKILL to the page's browser, as when the battery dies; its storage stays as it is. */
export async function killBrowser(page: Page): Promise<void> {
  const context = page.context();
  const devtools = await context.browser()?.newBrowserCDPSession();
  const running = await devtools?.send('SystemInfo.getProcessInfo');
  const main = running?.processInfo.find(({ type }) => type === 'browser');
  if (!main) throw new Error('the process of the browser is not known');
  const gone = new Promise((resolve) => context.once('close', resolve));
  process.kill(main.id, 'SIGKILL');
  await gone;
}

/** Resolves once the service worker holds the whole app: from then on it starts without a network. */
export async function offlineReady(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
}
