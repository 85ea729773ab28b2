import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base, expect, type BrowserContext, type Page } from '@playwright/test';
import { ApiClient } from './api-client.ts';
import { offlineReady, onlyPage, openBrowser } from './browser.ts';
import { firstVisit } from './first-visit.ts';
import { Network } from './network.ts';
import { StoryServer } from './story-server.ts';

type DeviceOptions = Omit<Parameters<typeof openBrowser>[0], 'profile'> & { operator?: string };

/** Everything a story plays with: a server, a network that can fail, and any number of devices. */
export interface World {
  server: StoryServer;
  network: Network;
  /** A folder for the story's own files, gone afterwards. */
  folder: string;
  api(): Promise<ApiClient>;
  /** A device of its own that has been through the first visit. */
  device(name: string, options?: DeviceOptions): Promise<Page>;
  /** The device of that name after its browser was closed: same storage, started anew. */
  reopen(name: string, options?: DeviceOptions): Promise<Page>;
  /** A browser that has never been here. */
  stranger(name: string, options?: DeviceOptions): Promise<Page>;
}

export const test = base.extend<{ world: World }>({
  world: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'douchette-story-'));
    const server = await StoryServer.start(folder);
    const network = await Network.open(() => server.url);
    const browsers: BrowserContext[] = [];
    const stranger = async (name: string, { operator: _operator, ...options }: DeviceOptions = {}) => {
      // Where no locale is set, Chromium cannot open storage under a name that is not ASCII.
      const profile = path.join(folder, encodeURIComponent(name));
      const browser = await openBrowser({ ...options, profile });
      browsers.push(browser);
      const page = await onlyPage(browser);
      await page.goto(network.url);
      return page;
    };
    await use({
      server,
      network,
      folder,
      stranger,
      reopen: stranger,
      api: () => ApiClient.enrol(server.url),
      async device(name, options = {}) {
        const page = await stranger(name, options);
        await firstVisit(page, { name, operator: options.operator ?? 'Ada', locale: options.locale });
        await offlineReady(page);
        return page;
      }
    });
    for (const browser of browsers) await browser.close();
    await network.close();
    await server.end('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  }
});

export { expect };
