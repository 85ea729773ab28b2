import type { Page } from '@playwright/test';
import { desk, phone } from './support/browser.ts';
import { expect, test } from './support/story.ts';

const line = (page: Page, index: number) => page.locator(`[data-index="${index}"]`);

test('the keys go through the whole list of serials, also to lines that were not drawn', async ({
  world
}) => {
  const page = await world.device('Bureau', { operator: 'Claire', viewport: desk });
  await page.goto(`${world.network.url}/produits/stocks/series`);
  const total = Number(await page.getByRole('table').getAttribute('aria-rowcount')) - 1;
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

test('what is sought and filtered is in the address: a reload, the way back and another desk find it again', async ({
  world
}) => {
  const page = await world.device('Bureau', { operator: 'Claire', viewport: desk });
  await page.goto(`${world.network.url}/produits/stocks/series`);
  const count = page.locator('p.count').first();
  await expect(count).toContainText(/\d/);
  const all = await count.textContent();
  await page.getByText('Filtres et tri').click();
  await page.getByLabel('État précis').selectOption({ label: 'Sorti — prêté' });
  await expect(count).not.toHaveText(all ?? '');
  const filtered = await count.textContent();
  await expect(page).toHaveURL(/[?&]etat=on-loan/);

  await page.reload();
  await expect(count).toHaveText(filtered ?? '');
  await line(page, 0).getByRole('link').click();
  await expect(page.getByText('Sorti — prêté').first()).toBeVisible();
  await page.goBack();
  await expect(count).toHaveText(filtered ?? '');
});

test('a slash goes to the search; a slip of one character is asked about beside the little that is found', async ({
  world
}) => {
  const page = await world.device('Bureau', { operator: 'Claire', viewport: desk });
  await page.goto(`${world.network.url}/produits/stocks/series`);
  const serial = (await line(page, 0).locator('.serial').textContent())?.trim() ?? '';
  await page.keyboard.press('/');
  const search = page.getByRole('searchbox').or(page.getByRole('textbox')).first();
  await expect(search).toBeFocused();
  const last = serial.at(-1) === '7' ? '8' : '7';
  await search.fill(`${serial.slice(0, -1)}${last}`);
  await expect(page.getByRole('heading', { name: 'Vouliez-vous dire' })).toBeVisible();
});

test('the way back finds the filters without a reload; a slash made with Shift is one; the desk has a table, the phone a list', async ({
  world
}) => {
  const page = await world.device('Bureau', { operator: 'Claire', viewport: desk });
  await page.goto(`${world.network.url}/produits/stocks/series`);
  await expect(line(page, 0)).toHaveAttribute('aria-rowindex', '2');
  await expect(page.getByRole('columnheader')).toHaveCount(4);
  await expect(line(page, 0).getByRole('cell')).toHaveCount(4);
  await page.keyboard.down('Shift');
  await page.keyboard.press('/');
  await page.keyboard.up('Shift');
  await expect(page.getByRole('textbox', { name: 'N° de série, article ou lot' })).toBeFocused();

  const all = Number(await page.getByRole('table').getAttribute('aria-rowcount'));
  await page.getByText('Filtres et tri').click();
  await page.getByLabel('État précis').selectOption({ label: 'Sorti — prêté' });
  await expect(page.getByRole('table')).not.toHaveAttribute('aria-rowcount', String(all));
  const filtered = (await page.getByRole('table').getAttribute('aria-rowcount')) ?? '';
  await line(page, 0).getByRole('link').click();
  await expect(page.getByRole('heading', { name: 'Fiche n° de série' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('table')).toHaveAttribute('aria-rowcount', filtered);

  await page.setViewportSize(phone);
  await expect(line(page, 0)).toHaveAttribute('aria-setsize', String(Number(filtered) - 1));
});
