import type { Page } from '@playwright/test';
import { wordsOf } from './languages.ts';

/** Goes through the first visit until home is there; an empty server is given its demonstration. */
export async function firstVisit(
  page: Page,
  device: { name: string; operator: string; locale?: string | undefined }
): Promise<void> {
  const { start, home: words } = wordsOf(device.locale);
  await page.getByLabel(start.operatorName).fill(device.operator);
  await page.getByLabel(start.deviceName).fill(device.name);
  await page.getByRole('button', { name: start.enrol }).click();
  const fill = page.getByRole('button', { name: start.demoAction });
  const home = page.getByRole('heading', { name: words.title });
  await fill.or(home).waitFor();
  if (await fill.isVisible()) {
    await page.getByLabel(start.demoCount).selectOption({ label: '200' });
    await fill.click();
  }
  await home.waitFor();
}
