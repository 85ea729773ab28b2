import { phone } from './support/browser.ts';
import { wedge } from './support/hardware-scanner.ts';
import { languages } from './support/languages.ts';
import { expect, test } from './support/story.ts';

for (const { name, locale, t } of languages)
  test(`home shows what waits, and whatever is scanned opens the right thing, ${name}`, async ({ world }) => {
    const page = await world.device('Terminal', { viewport: phone, locale });
    const waiting = t.documents.home;
    const picks = page.getByRole('link', { name: waiting.pick(2) });
    await expect(picks).toContainText(waiting.late(1));
    await expect(page.getByRole('link', { name: waiting.receipt(2) })).toBeVisible();
    await expect(page.getByRole('link', { name: waiting.count(1) })).toBeVisible();

    const opened: [scan: string, address: RegExp][] = [
      ['cde-5301', /\/preparation\?piece=/],
      ['LOC-A-01', /\/produits\/stocks\/etat\?emplacement=loc-a-01$/],
      ['PC-PRO14', /\/produits\/stocks\/detail\?article=prd-pc-pro14$/]
    ];
    for (const [scan, address] of opened) {
      await page.goto(world.network.url);
      await wedge(page, scan);
      await expect(page).toHaveURL(address);
    }

    await page.goto(world.network.url);
    await picks.click();
    await expect(page.getByRole('link', { name: /^CDE-5298/ })).toContainText(t.documents.late);
    await expect(page.getByRole('link', { name: /^BR-/ })).toHaveCount(0);
  });
