import type { Page } from '@playwright/test';
import { desk } from './support/browser.ts';
import { expect, test } from './support/story.ts';

const line = (page: Page, index: number) => page.locator(`[data-index="${index}"]`);

test('the keys go through the whole list of serials, also to lines that were not drawn', async ({
  world
}) => {
  const page = await world.device('Bureau', { operator: 'Claire', viewport: desk });
  await page.goto(`${world.network.url}/produits/stocks/series`);
  const total = Number(await line(page, 0).getAttribute('aria-setsize'));
  expect(total).toBeGreaterThan(100);
  expect(await page.locator('[data-index]').count()).toBeLessThan(60);

  await line(page, 0).getByRole('link').focus();
  await page.keyboard.press('End');
  await expect(line(page, total - 1).getByRole('link')).toBeFocused();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await expect(line(page, 1).getByRole('link')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Fiche n° de série' })).toBeVisible();
});
