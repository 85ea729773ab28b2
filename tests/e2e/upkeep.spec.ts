import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { desk } from './support/browser.ts';
import { fillCatalogue } from './support/movement-catalogue.ts';
import { languages } from './support/languages.ts';
import { MovementHand } from './support/movement-hand.ts';
import { expect, test } from './support/story.ts';

const OLD = '2025-01-06';

for (const { name, locale, t } of languages) {
  test(`upkeep, ${name}: a period is closed and put away behind an export, and a late fact still counts`, async ({
    world
  }) => {
    await fillCatalogue(world.folder);
    const page = await world.device('Poste', { locale, viewport: desk });
    const api = await world.api();
    const hand = new MovementHand(page, t);
    const go = (path: string) => page.goto(world.network.url + path);
    const card = (serial: string) => go(`/produits/stocks/series/fiche?article=prd-carte&serie=${serial}`);
    const recalculate = async () => {
      await page.getByRole('button', { name: t.upkeep.recalculate.action, exact: true }).click();
      await expect(page.getByText(t.upkeep.recalculate.noDifference)).toBeVisible();
    };
    const { entered, left } = t.movement.result;
    const carte = { product: 'CARTE', date: OLD };
    await hand.make('entry', { ...carte, serial: 'C-1', to: 'A-01' }, entered);
    await hand.make('exit', { ...carte, serial: 'C-1', from: 'A-01' }, left);
    await hand.make('entry', { ...carte, serial: 'C-2', to: 'A-01' }, entered);
    await hand.make('entry', { product: 'VIS', quantity: '10', to: 'A-01', date: OLD }, entered);
    await expect.poll(async () => (await api.movements()).length).toBe(4);

    await go('/entretien');
    await expect(page.getByText(t.upkeep.purge.notClosed)).toBeVisible();
    await expect(page.getByRole('button', { name: t.upkeep.purge.action })).toBeDisabled();
    await go('/reglages');
    await page.getByLabel(t.catalogue.house.closedBefore).fill('2025-06-01');
    await page.getByRole('button', { name: t.catalogue.house.save }).click();
    await expect(page.getByText(t.catalogue.saved)).toBeVisible();

    await go('/entretien');
    await recalculate();
    await expect(page.getByRole('heading', { name: t.upkeep.closings.title })).toBeVisible();
    await page.getByRole('radio', { name: t.upkeep.purge.all }).check({ force: true });
    await page.getByRole('button', { name: t.upkeep.purge.action }).click();
    await page.getByRole('dialog').getByRole('button', { name: t.upkeep.purge.confirmAction }).click();
    await expect(page.getByText(t.upkeep.purge.moved(t.upkeep.movements(4)))).toBeVisible();
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: t.upkeep.purge.download }).click();
    const file = await readFile(await (await downloading).path());
    const digest = createHash('sha256').update(file).digest('hex');
    await expect(page.getByText(t.upkeep.purge.digest(digest))).toBeVisible();
    for (const serial of ['C-1', 'C-2']) expect(gunzipSync(file).toString('utf8')).toContain(serial);
    await recalculate();

    await card('C-1');
    await expect(page.getByText(t.terms.status.delivered).first()).toBeVisible();
    await expect(page.getByText(t.serial.historyFull)).toBeVisible();
    await page.getByRole('button', { name: t.serials.takeBack }).click();
    await page.getByRole('dialog').getByRole('button', { name: t.serials.save }).click();
    await expect(page.getByRole('main').getByText(t.terms.inStockAvailable).first()).toBeVisible();
    await hand.make('exit', { ...carte, serial: 'C-2', from: 'A-01', date: '2025-01-07' }, left);
    await expect.poll(async () => (await api.serial('prd-carte', 'C-2'))?.row.state.status).toBe('delivered');
    await expect.poll(async () => (await api.serial('prd-carte', 'C-1'))?.row.state.status).toBe('in-stock');

    await go('/anomalies');
    const late = page
      .getByRole('article')
      .filter({ hasText: t.terms.anomaly['late-for-closed-period'].title });
    await expect(late.filter({ hasText: 'C-2' })).toBeVisible();
    await go('/entretien');
    await recalculate();
  });
}
