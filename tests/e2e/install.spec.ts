import { languages } from './support/languages.ts';
import { expect, test } from './support/story.ts';

for (const { name, locale, t } of languages)
  test(`a person is told how to install the app, ${name}: the own browser first, and by one button where the browser offers it`, async ({
    world
  }) => {
    const page = await world.device('Phone', { locale });
    await page.goto(`${world.network.url}/reglages`);
    await page.getByRole('link', { name: t.install.title }).click();
    await expect(page.getByText(t.install.offline.ready)).toBeVisible();
    await expect(page.getByText(t.install.inBrowser)).toBeVisible();
    await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText(t.install.ways.other.title);
    await expect(page.getByRole('button', { name: t.install.now })).toHaveCount(0);

    // What Chromium says by itself only to people who have used a page for a while.
    const offer = (outcome: 'accepted' | 'dismissed') =>
      page.evaluate((said) => {
        const prompt = () => Promise.resolve({ outcome: said });
        dispatchEvent(Object.assign(new Event('beforeinstallprompt', { cancelable: true }), { prompt }));
      }, outcome);
    await offer('dismissed');
    await page.getByRole('button', { name: t.install.now }).click();
    await expect(page.getByText(t.install.refused)).toBeVisible();
    await expect(page.getByRole('button', { name: t.install.now })).toHaveCount(0);

    await offer('accepted');
    await page.getByRole('button', { name: t.install.now }).click();
    await expect(page.getByText(t.install.refused)).toHaveCount(0);
    await page.evaluate(() => dispatchEvent(new Event('appinstalled')));
    await expect(page.getByText(t.install.installed)).toBeVisible();
    await expect(page.getByRole('heading', { level: 2 })).toHaveCount(0);
  });
