import type { Page } from '@playwright/test';
import { expectOutcome } from './support/movement-form.ts';
import { sendInLayout } from './support/scanner-in-layout.ts';
import { expect, test } from './support/story.ts';

const ENTRY = '/mouvements/entree?article=prd-pc-pro14';

async function openEntry(page: Page, text: string): Promise<void> {
  await page.goto(new URL(ENTRY, page.url()).href);
  await expect(page.getByRole('combobox', { name: 'Article' })).toHaveValue('PC-PRO14');
  await page.evaluate((size) => (document.documentElement.style.fontSize = size), text);
}

/** The fields of the form that something else lies over while they have the focus, by their name. */
async function coveredWhileFocused(page: Page): Promise<string[]> {
  const fields = page.locator('form').locator('input:not([type=radio]), select, textarea');
  const covered: string[] = [];
  for (const field of await fields.all()) {
    await field.focus();
    const name = await field.evaluate((element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      const seen = [top + 4, bottom - 4].map((y) => document.elementFromPoint((left + right) / 2, y));
      const isClear = seen.every((one) => one !== null && (one === element || element.contains(one)));
      return isClear ? null : (element.getAttribute('aria-label') ?? element.id);
    });
    if (name !== null) covered.push(name);
  }
  return covered;
}

for (const text of ['100%', '200%']) {
  test(`at 360 × 740 and ${text} text nothing lies over the field that has the focus, nor sticks out`, async ({
    world
  }) => {
    const phone = await world.device('Téléphone');
    await openEntry(phone, text);
    expect(await coveredWhileFocused(phone)).toEqual([]);
    const overflow = await phone.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    expect(overflow).toBeLessThanOrEqual(0);
  });

  test(`at 360 × 740 and ${text} text an unreadable scan is told above the page and can be closed`, async ({
    world
  }) => {
    const phone = await world.device('Téléphone');
    await openEntry(phone, text);
    await sendInLayout(phone, '1234567890AZ', { layout: 'fr' });
    const notice = phone.getByRole('alert').filter({ hasText: 'Scan illisible' });
    await expect(notice).toBeInViewport();
    await phone.evaluate(() => scrollTo(0, 0));
    const [below, strip] = await Promise.all([
      notice.boundingBox(),
      phone.getByRole('region', { name: 'Fiche mouvement de stock' }).boundingBox()
    ]);
    expect(strip?.y).toBeGreaterThanOrEqual((below?.y ?? 0) + (below?.height ?? 0));
    await notice.getByRole('button', { name: 'Fermer' }).click();
    await expect(notice).toBeHidden();
    await sendInLayout(phone, 'SN-0001');
    await phone.getByRole('button', { name: 'OK', exact: true }).click();
    await expectOutcome(phone, 'Entré');
  });
}
