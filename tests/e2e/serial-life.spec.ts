import type { Page } from '@playwright/test';
import { fillCatalogue } from './support/movement-catalogue.ts';
import { languages } from './support/languages.ts';
import { MovementHand } from './support/movement-hand.ts';
import { expect, test } from './support/story.ts';

const CARD = '/produits/stocks/series/fiche?article=prd-carte&serie=C-1';
const serial = { product: 'CARTE', serial: 'C-1' };

async function openCard(page: Page): Promise<void> {
  await page.goto(new URL(CARD, page.url()).href);
}

for (const { name, locale, t } of languages) {
  test(`the whole life of a serial without a network, ${name}: lent, sent back to its supplier, received again, moved in two scans, set apart, taken back`, async ({
    world
  }) => {
    await fillCatalogue(world.folder);
    const page = await world.device('Phone', { locale });
    const api = await world.api();
    world.network.cut();
    const hand = new MovementHand(page, t);
    const { result } = t.movement;
    const says = async (status: string) => {
      await openCard(page);
      await expect(page.locator('main').getByText(status).first()).toBeVisible();
    };

    const supplier = { as: 'supplier', name: 'Alpes' } as const;
    await hand.make('entry', { ...serial, to: 'A-01', partner: supplier }, result.entered);
    await says(t.terms.inStockAvailable);
    await hand.make('exit', { ...serial, kind: 'loan' }, result.left);
    await says(t.terms.status['on-loan']);
    await hand.make('entry', { ...serial, kind: 'loan-return', to: 'A-01' }, result.entered);
    await says(t.terms.inStockAvailable);
    await hand.make('exit', { ...serial, kind: 'supplier-return', partner: supplier }, result.left);
    await says(t.terms.status['returned-to-supplier']);
    await hand.make('entry', { ...serial, to: 'A-01' }, result.entered);
    await says(t.terms.inStockAvailable);
    await hand.make(
      'transfer',
      { ...serial, kind: 'transfer-departure', from: 'A-01', to: 'B-01' },
      t.moves.moved
    );
    await says(t.terms.status['in-transit']);
    await hand.make('transfer', { ...serial, kind: 'transfer-arrival', to: 'B-01' }, t.moves.moved);
    await says(t.terms.inStockAvailable);
    await hand.make('condition', serial, t.moves.setApart);
    await says(t.terms.inStockQuarantine);

    await page.getByRole('button', { name: t.serials.takeBack }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(t.serials.reason).fill('Wrong shelf');
    await dialog.getByRole('button', { name: t.serials.save }).click();
    await expect(page.locator('main').getByText(t.terms.kind.reversal).first()).toBeVisible();

    world.network.mode = 'up';
    await expect
      .poll(async () => (await api.serial('prd-carte', 'C-1'))?.history.length, { timeout: 60_000 })
      .toBe(9);
    const detail = await api.serial('prd-carte', 'C-1');
    expect(detail?.row.state).toMatchObject({
      status: 'in-stock',
      condition: 'available',
      locationId: 'loc-b'
    });
    expect(detail?.row.anomalies).toEqual([]);
    await says(t.terms.inStockAvailable);
    await expect(page.getByText(t.serial.historyFull)).toBeVisible();
    for (const kind of ['loan', 'supplier-return', 'transfer-arrival', 'quarantine'] as const)
      await expect(page.locator('main').getByText(t.terms.kind[kind]).first()).toBeVisible();
  });
}
