import type { Page } from '@playwright/test';
import { firstVisit } from '../e2e/support/first-visit.ts';

/** The server makes up its demonstration data. */
export async function fillServer(url: string, serials: number): Promise<void> {
  const headers = { 'content-type': 'application/json', 'douchette-protocol': '1' };
  const body = (content: object) => ({ method: 'POST', headers, body: JSON.stringify(content) });
  await fetch(`${url}/api/devices/enrol`, body({ name: 'bench' }));
  const filled = await fetch(`${url}/api/demo`, body({ serials }));
  if (!filled.ok) throw new Error(`no demonstration data: ${filled.status}`);
}

/** Opens the app and goes through its first visit until home is there. */
export async function visitFirst(page: Page, url: string): Promise<void> {
  page.setDefaultTimeout(180_000);
  await page.goto(url);
  await firstVisit(page, { name: 'bench', operator: 'Ada' });
}
