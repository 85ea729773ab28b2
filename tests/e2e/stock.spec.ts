import type { Page } from '@playwright/test';
import { desk } from './support/browser.ts';
import { fillCatalogue } from './support/movement-catalogue.ts';
import { languages } from './support/languages.ts';
import { MovementHand } from './support/movement-hand.ts';
import { expect, test } from './support/story.ts';

const line = (page: Page, text: string | RegExp) => page.getByRole('listitem').filter({ hasText: text });

for (const { name, locale, t } of languages) {
  test(`the stock by quantity, ${name}: counted, moved and overdrawn without a network, then explained at the desk`, async ({
    world
  }) => {
    await fillCatalogue(world.folder);
    const page = await world.device('Poste', { locale, viewport: desk });
    const api = await world.api();
    const hand = new MovementHand(page, t);
    const go = (path: string) => page.goto(world.network.url + path);
    const show = (label: string) =>
      page.getByRole('radio', { name: label, exact: true }).check({ force: true });
    const { result } = t.movement;

    await hand.make(
      'entry',
      { product: 'VIS', quantity: '24', to: 'A-01', document: 'BL-24' },
      result.entered
    );
    await hand.make('entry', { product: 'COLLE', lot: 'L-1', quantity: '2.5', to: 'B-01' }, result.entered);
    await expect.poll(async () => (await api.movements()).length).toBe(2);
    world.network.cut();
    await hand.make('transfer', { product: 'VIS', quantity: '6', from: 'A-01', to: 'B-01' }, t.moves.moved);

    await go('/produits/stocks/etat');
    await expect(page.getByText(t.stock.provisional)).toBeVisible();
    await expect(line(page, 'VIS')).toContainText(/24\spièce/);
    await expect(line(page, 'VIS')).toContainText(locale === 'fr-FR' ? /12,00\s€/ : '€12.00');
    await show(t.stock.grouping.location);
    await expect(line(page, /VIS.*A-01/s)).toContainText(/18\spièce/);
    await expect(line(page, /VIS.*B-01/s)).toContainText(/6\spièce/);
    await show(t.stock.grouping.lot);
    await expect(line(page, /COLLE.*L-1/s)).toContainText(locale === 'fr-FR' ? '2,5' : '2.5');

    await hand.make('exit', { product: 'VIS', quantity: '30', from: 'A-01' }, result.left);
    await go('/produits/stocks/etat');
    await show(t.stock.alertsOnly);
    await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(1);
    await expect(line(page, 'VIS')).toContainText(t.stock.negative);
    world.network.mode = 'up';
    await expect.poll(async () => (await api.movements()).length, { timeout: 60_000 }).toBe(4);

    await line(page, 'VIS').getByRole('link').click();
    await expect(page.getByRole('heading', { name: t.stock.detail.movements })).toBeVisible();
    await page
      .getByLabel(t.stock.place, { exact: true })
      .selectOption({ label: `A-01 — Allée A · ${t.stock.noLot}` });
    await expect(line(page, t.terms.kind.shipment)).toContainText('-12');
    await expect(line(page, 'BL-24')).toContainText('24');

    await go('/anomalies');
    const card = page.getByRole('article').filter({ hasText: t.terms.anomaly['negative-quantity'].title });
    await expect(card).toContainText('VIS');
    await card.getByRole('button', { name: t.anomalies.settle }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(t.anomalies.dialog.ways.add).click();
    await dialog
      .getByLabel(t.anomalies.dialog.kind, { exact: true })
      .selectOption({ label: t.terms.kind['inventory-found'] });
    await dialog.getByLabel(t.anomalies.dialog.quantity).fill('0');
    await dialog.getByRole('button', { name: t.anomalies.dialog.confirm }).click();
    await expect(dialog).toContainText(t.anomalies.problems['quantity-bad']);
    await dialog.getByLabel(t.anomalies.dialog.quantity).fill('12');
    await dialog.getByRole('button', { name: t.anomalies.dialog.confirm }).click();
    await expect(card).toHaveCount(0);

    await go('/produits/stocks/etat');
    await show(t.stock.grouping.location);
    await expect(line(page, /VIS.*B-01/s)).toContainText(/6\spièce/);
    await expect(line(page, /VIS.*A-01/s)).toHaveCount(0);
    await expect(page.getByText(t.stock.negative, { exact: true })).toHaveCount(0);
  });
}
