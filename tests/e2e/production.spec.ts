import { desk } from './support/browser.ts';
import { languages } from './support/languages.ts';
import { fillCatalogue } from './support/movement-catalogue.ts';
import { MovementHand } from './support/movement-hand.ts';
import { expect, test } from './support/story.ts';

for (const { name, locale, t } of languages) {
  test(`a production takes its components out and brings the product in, as one, ${name}`, async ({
    world
  }) => {
    await fillCatalogue(world.folder);
    const page = await world.device('Desk', { locale, viewport: desk });
    const api = await world.api();
    const hand = new MovementHand(page, t);
    await hand.make('entry', { product: 'CARTE', serial: 'C-7' }, t.movement.result.entered);
    await expect.poll(async () => (await api.movements()).length).toBe(1);

    world.network.cut();
    const words = t.moves.production;
    const ok = { name: t.common.ok, exact: true };
    await page.goto(`${world.network.url}/mouvements/fabrication`);
    const card = page.getByRole('region', { name: words.card });
    await page.getByRole('combobox', { name: words.product }).fill('BORNE');
    await page.getByRole('option', { name: /BORNE/ }).click();
    await page.getByRole('textbox', { name: words.serialsOf('BORNE') }).fill('B-1');
    await expect(page.getByRole('textbox', { name: words.quantityOf('VIS') })).toHaveValue('4');
    await page.getByRole('textbox', { name: t.movement.document }).fill('OF-1');
    await page.getByRole('button', ok).click();
    await expect(page.getByText(words.missing(0, 1))).toBeVisible();
    await page.getByRole('textbox', { name: words.serialsOf('CARTE') }).fill('C-7');
    await page.getByRole('button', ok).click();
    await expect(card).toContainText(words.done);

    world.network.mode = 'up';
    await expect.poll(async () => (await api.movements()).length, { timeout: 60_000 }).toBe(4);
    const made = (await api.movements()).slice(1);
    expect(new Set(made.map(({ group }) => group?.id)).size).toBe(1);
    expect(made.map(({ kind, document }) => [kind, document])).toEqual([
      ['consumption', 'OF-1'],
      ['consumption', 'OF-1'],
      ['production-output', 'OF-1']
    ]);
    expect((await api.serial('prd-carte', 'C-7'))?.row.state.status).toBe('consumed');
    expect((await api.serial('prd-borne', 'B-1'))?.row.state.status).toBe('in-stock');

    await page.goto(`${world.network.url}/produits/stocks/series/fiche?article=prd-borne&serie=B-1`);
    await page.getByText(words.components).click();
    await expect(page.getByText(/VIS\s+4 pièce/)).toBeVisible();
    await page.getByRole('link', { name: 'C-7' }).click();
    await page.getByText(words.product).click();
    await expect(page.getByRole('link', { name: 'B-1' })).toBeVisible();
  });
}
