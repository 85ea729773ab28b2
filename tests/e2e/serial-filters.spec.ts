import type { Page } from '@playwright/test';
import { desk } from './support/browser.ts';
import { fillCatalogue } from './support/movement-catalogue.ts';
import { languages } from './support/languages.ts';
import { MovementHand } from './support/movement-hand.ts';
import { expect, test } from './support/story.ts';

/** Room for the open filters and every line: only lines in sight are drawn. */
const TALL = { ...desk, height: 2000 };

async function expectSerials(page: Page, serials: string[]): Promise<void> {
  await expect(page.locator('[data-index] .serial')).toHaveText(serials);
}

for (const { name, locale, t } of languages) {
  test(`the list of serials, ${name}: each filter, the counts and the order, without a network`, async ({
    world
  }) => {
    await fillCatalogue(world.folder);
    const page = await world.device('Poste', { locale, viewport: TALL });
    const hand = new MovementHand(page, t);
    const { result } = t.movement;
    world.network.cut();
    const supplier = { as: 'supplier', name: 'Alpes' } as const;
    const customer = { as: 'customer', name: 'Marie' } as const;
    const carte = (serial: string) => ({ product: 'CARTE', serial });
    await hand.make(
      'entry',
      { ...carte('C-1'), to: 'A-01', partner: supplier, date: '2026-01-05' },
      result.entered
    );
    await hand.make('entry', { ...carte('C-2'), to: 'A-01', lot: 'LOT-77' }, result.entered);
    await hand.make('condition', carte('C-2'), t.moves.setApart);
    await hand.make('entry', { ...carte('C-3'), to: 'B-01' }, result.entered);
    await hand.make('exit', { ...carte('C-3'), from: 'B-01', partner: customer }, result.left);
    await hand.make('entry', { ...carte('C-4'), to: 'A-01' }, result.entered);
    await hand.make(
      'transfer',
      { ...carte('C-4'), kind: 'transfer-departure', from: 'A-01', to: 'B-01' },
      t.moves.moved
    );
    await hand.make('entry', { product: 'PORTABLE', serial: 'SN0001', to: 'B-01' }, result.entered);
    await hand.make('exit', { product: 'PORTABLE', serial: 'SN0002', kind: 'scrap' }, result.unknown);

    const { serials } = t;
    const choose = (label: string, option: string) =>
      page.getByLabel(label, { exact: true }).selectOption({ label: option });
    const presence = (label: string) =>
      page.getByRole('radio', { name: new RegExp(`^${label}`) }).check({ force: true });
    const all = ['C-1', 'C-2', 'C-3', 'C-4', 'SN0001', 'SN0002'];
    await page.goto(`${world.network.url}/produits/stocks/series`);
    await page.getByText(serials.filters).click();
    await choose(serials.sort, serials.sorts.serial);
    await expectSerials(page, all);
    await choose(serials.direction, serials.descending);
    await expectSerials(page, all.toReversed());
    await choose(serials.direction, serials.ascending);

    await expect(page.getByRole('radio', { name: serials.counted(serials.inStock, '3') })).toBeVisible();
    await presence(serials.inStock);
    await expectSerials(page, ['C-1', 'C-2', 'SN0001']);
    await presence(serials.moving);
    await expectSerials(page, ['C-4']);
    await presence(serials.out);
    await expectSerials(page, ['C-3', 'SN0002']);
    await presence(serials.any);

    const cases: [label: string, option: string, none: string, expected: string[]][] = [
      [serials.status, t.terms.status.scrapped, serials.anyStatus, ['SN0002']],
      [serials.condition, serials.quarantine, serials.anyCondition, ['C-2']],
      [serials.product, 'PORTABLE — Ordinateur portable', serials.allProducts, ['SN0001', 'SN0002']],
      [serials.partner, 'Lycée Marie-Curie', serials.allPartners, ['C-3']]
    ];
    for (const [label, option, none, expected] of cases) {
      await choose(label, option);
      await expectSerials(page, expected);
      await choose(label, none);
    }
    const place = page.getByLabel(serials.place, { exact: true });
    await place.selectOption('loc-a');
    await expectSerials(page, ['C-1', 'C-2']);
    await place.selectOption('');
    const site = page.getByLabel(serials.site, { exact: true });
    await site.selectOption('site-1');
    await expect(page.locator('[data-index] .serial')).not.toHaveText(['']);
    await expect(page.locator('[data-index] .serial').first()).toHaveText('C-1');
    await site.selectOption('');

    await page.getByLabel(serials.until, { exact: true }).fill('2026-01-31');
    await expectSerials(page, ['C-1']);
    await page.getByLabel(serials.until, { exact: true }).fill('');
    await page.getByLabel(serials.from, { exact: true }).fill('2026-02-01');
    await expectSerials(page, all.slice(1));
    await page.getByRole('switch', { name: serials.anomaly }).click();
    await expectSerials(page, ['SN0002']);
    await page.getByRole('button', { name: serials.clear }).click();
    await expect(page.locator('[data-index] .serial')).toHaveCount(all.length);

    const search = page.getByRole('textbox', { name: t.lookup.searchLabel });
    await search.fill('lot-77');
    await expectSerials(page, ['C-2']);
    await search.fill('portable');
    await expect(page.locator('[data-index] .serial')).toHaveCount(2);
    await search.fill('n0002');
    await expectSerials(page, ['SN0002']);
    await search.fill('zzz');
    await expect(page.getByText(t.lookup.none('zzz'))).toBeVisible();
  });
}
