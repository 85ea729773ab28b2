import type { Page } from '@playwright/test';
import { desk as deskSize } from './browser.ts';
import type { languages } from './languages.ts';
import { expect, type World } from './story.ts';

const PASSWORD = 'un mot de passe assez long';

/** The first administrator at the desk, by the link that the server printed, with the demonstration's data. */
export async function setUpDesk(world: World, { locale, t }: (typeof languages)[number]): Promise<Page> {
  const page = await world.stranger('Bureau', { locale, viewport: deskSize });
  await page.goto(`${world.network.url}/installation#${await world.server.setupCode()}`);
  await page.reload();
  await page.getByLabel(t.access.name, { exact: true }).fill('Alix Martin');
  await page.getByLabel(t.access.login, { exact: true }).fill('alix');
  await page.getByLabel(t.access.password, { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: t.access.setup }).click();
  await page.getByRole('button', { name: t.start.enrol }).click();
  await page.getByLabel(t.start.demoCount).selectOption({ label: '200' });
  await page.getByRole('button', { name: t.start.demoAction }).click();
  await expect(page.getByRole('heading', { name: t.home.title })).toBeVisible();
  return page;
}
