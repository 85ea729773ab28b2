import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import type { Messages } from '../src/lib/i18n/messages.fr.ts';
import { desk, offlineReady, onlyPage, openBrowser, phone } from '../tests/e2e/support/browser.ts';
import { firstVisit } from '../tests/e2e/support/first-visit.ts';
import { untilListening, wedge } from '../tests/e2e/support/hardware-scanner.ts';
import { languages } from '../tests/e2e/support/languages.ts';
import { Network } from '../tests/e2e/support/network.ts';
import { StoryServer } from '../tests/e2e/support/story-server.ts';
import { ensureBuilt } from './app-build.ts';
import { ensureChromium } from './chromium.ts';
import { root } from './processes.ts';

const images = path.join(root, 'docs', 'images');

/** What stands on the screens: the demonstration, in one language. */
interface Set {
  language: string;
  locale: string;
  t: Messages;
  network: Network;
  folder: string;
}

async function open(set: Set, name: 'phone' | 'desk'): Promise<{ browser: BrowserContext; page: Page }> {
  const { folder, locale, network } = set;
  const viewport = name === 'phone' ? phone : desk;
  const browser = await openBrowser({ profile: path.join(folder, name), locale, viewport });
  const page = await onlyPage(browser);
  if (name === 'phone') {
    const devtools = await browser.newCDPSession(page);
    await devtools.send('Emulation.setDeviceMetricsOverride', {
      ...phone,
      deviceScaleFactor: 2,
      mobile: false
    });
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.goto(network.url);
  await firstVisit(page, { name: name === 'phone' ? 'Zebra 12' : 'Bureau', operator: 'Ada', locale });
  await offlineReady(page);
  return { browser, page };
}

/** Keeps what is seen once nothing is being read any more. */
async function keep(page: Page, { language, t }: Set, name: string): Promise<void> {
  await page.waitForFunction((loading) => !document.body.innerText.includes(loading), t.common.loading);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: path.join(images, `${name}.${language}.png`) });
  console.log(`docs/images/${name}.${language}.png`);
}

const go = (page: Page, { network }: Set, place: string) => page.goto(network.url + place);

async function firstSerial(page: Page, set: Set): Promise<string> {
  await go(page, set, '/produits/stocks/series');
  const first = page.locator('[data-index="0"] a');
  await first.waitFor();
  return (await first.getAttribute('href')) ?? '';
}

async function receive(page: Page, set: Set): Promise<void> {
  const { t } = set;
  await go(page, set, '/reception');
  await page.getByRole('link', { name: t.floor.receive.one('BR-20011') }).click();
  await untilListening(page);
  set.network.cut();
  for (const at of [1, 2, 3, 5]) await wedge(page, `PCPRO1426000000${at}`);
  await page.getByText(t.floor.receive.tally(4), { exact: true }).waitFor();
  await keep(page, set, 'phone-receipt');
  set.network.mode = 'up';
}

async function pick(page: Page, set: Set): Promise<void> {
  await go(page, set, '/preparation');
  await page.getByRole('link', { name: /CDE-5301/ }).click();
  await untilListening(page);
  await keep(page, set, 'phone-picking');
}

async function takePhone(set: Set): Promise<void> {
  const { browser, page } = await open(set, 'phone');
  await keep(page, set, 'phone-home');
  await go(page, set, await firstSerial(page, set));
  await keep(page, set, 'phone-serial');
  await receive(page, set);
  await pick(page, set);
  await browser.close();
}

async function takeDesk(set: Set): Promise<void> {
  const { browser, page } = await open(set, 'desk');
  const serial = await firstSerial(page, set);
  await keep(page, set, 'desk-serials');
  const pages = { serial, documents: '/pieces', anomalies: '/anomalies', stock: '/produits/stocks/etat' };
  for (const [name, place] of Object.entries(pages)) {
    await go(page, set, place);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await keep(page, set, `desk-${name}`);
  }
  await browser.close();
}

/** Makes the pictures of README and guides from the demonstration, in both languages. */
async function takeAll(): Promise<void> {
  mkdirSync(images, { recursive: true });
  for (const { locale, t } of languages) {
    const folder = mkdtempSync(path.join(tmpdir(), 'douchette-screens-'));
    const server = await StoryServer.start(folder);
    const network = await Network.open(() => server.url);
    const set = { language: locale.slice(0, 2), locale, t, network, folder };
    await takePhone(set);
    await takeDesk(set);
    await network.close();
    await server.end('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  }
}

const chromium = await ensureChromium();
if (!chromium) {
  console.error('No Chromium here, and none could be installed: set CHROMIUM_PATH to one.');
  process.exit(1);
}
process.env.CHROMIUM_PATH = chromium;
if ((await ensureBuilt()) !== 0) process.exit(1);
await takeAll();
