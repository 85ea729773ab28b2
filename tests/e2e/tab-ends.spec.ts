import type { Page } from '@playwright/test';
import { expectOutcome, makeMovement } from './support/movement-form.ts';
import { expect, test } from './support/story.ts';

/** Fault f16: a tab ends with movements waiting, some of them in a push under way. */
const ENDS = Number(process.env.TAB_ENDS ?? 2);
const LONGEST_END_MS = 60_000;
const PRODUCT = 'ECR-24';
const PRODUCT_ID = 'prd-ecr-24';

/** Each leaves a page of the app behind, the same one or another. */
const ends: Record<string, (page: Page, url: string) => Promise<Page>> = {
  'is closed': async (page, url) => {
    const next = await page.context().newPage();
    await page.close();
    await next.goto(url);
    return next;
  },
  'is reloaded': async (page) => {
    await page.reload();
    return page;
  },
  'goes to another site and back': async (page, url) => {
    await page.goto('about:blank');
    await page.goto(url);
    return page;
  },
  crashes: async (page, url) => {
    const next = await page.context().newPage();
    const crashed = page.waitForEvent('crash');
    const devtools = await page.context().newCDPSession(page);
    // Its own answer never comes.
    devtools.send('Page.crash').catch(() => undefined);
    await crashed;
    await page.close();
    await next.goto(url);
    return next;
  }
};

for (const [how, end] of Object.entries(ends)) {
  test(`a tab that ${how} ${ENDS} times with movements waiting: the next one sends them, once`, async ({
    world
  }) => {
    test.setTimeout(60_000 + ENDS * LONGEST_END_MS);
    const api = await world.api();
    let page = await world.device('Téléphone');
    for (let number = 1; number <= ENDS; number += 1) {
      // Every other time the server has them already, and only its answer is missing.
      world.network.mode = number % 2 === 1 ? 'hang' : 'drop-answers';
      const serial = `END-${number}`;
      await makeMovement(page, { form: 'Entrée de stock', product: PRODUCT, serial });
      await expectOutcome(page, 'Entré');
      page = await end(page, world.network.url);
      world.network.mode = 'up';
      await expect
        .poll(async () => (await api.serial(PRODUCT_ID, serial))?.history.length, { timeout: 60_000 })
        .toBe(1);
      await expect(page.getByRole('link', { name: /À jour/ })).toBeVisible({ timeout: 60_000 });
    }
  });
}
