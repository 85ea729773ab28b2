import { pickingWords } from '../../src/lib/i18n/picking-words.ts';
import { expectAccessible } from './support/accessibility.ts';
import { desk as deskSize } from './support/browser.ts';
import { untilListening, wedge } from './support/hardware-scanner.ts';
import { languages } from './support/languages.ts';
import { fillCatalogue } from './support/movement-catalogue.ts';
import { MovementHand } from './support/movement-hand.ts';
import { expect, test } from './support/story.ts';

const SSCC = '376000100000000010';

for (const { name, locale, language, t } of languages) {
  test(`a shipment without an order, ${name}: customer, free scans into a parcel without a network, and a packing list`, async ({
    world
  }) => {
    await fillCatalogue(world.folder);
    const phone = await world.device('Phone', { locale });
    const desk = await world.device('Desk', { locale, viewport: deskSize });
    const api = await world.api();
    const hand = new MovementHand(desk, t);
    for (const serial of ['C-1', 'C-2']) {
      await hand.make('entry', { product: 'CARTE', serial, to: 'A-01' }, t.movement.result.entered);
    }
    await expect.poll(async () => (await api.movements()).length).toBe(2);

    const words = pickingWords[language];
    await phone.goto(`${world.network.url}/preparation`);
    await phone.getByRole('link', { name: words.freeStart }).click();
    await phone.getByText(words.setup, { exact: true }).click();
    await phone.getByRole('combobox', { name: words.customer }).fill('Curie');
    await phone.getByRole('option', { name: /Marie-Curie/ }).click();
    await phone.getByRole('textbox', { name: words.number }).fill('BL-7');
    await phone.getByRole('textbox', { name: words.number }).blur();
    await untilListening(phone);
    world.network.cut();
    const strip = phone.getByRole('region', { name: words.free });
    const scan = async (text: string, word: string) => {
      await wedge(phone, text);
      await expect(strip.getByText(word, { exact: true })).toBeVisible();
    };
    await scan(`]C100${SSCC}`, words.told.parcel);
    await scan('C-1', words.finding['as-ordered']);
    await scan(`]C100${SSCC}`, words.told.packed);
    await scan('C-2', words.finding['as-ordered']);
    await expectAccessible(phone, 'shipping without an order');
    await phone.reload();
    const list = phone.getByRole('region', { name: words.packTitle('BL-7') });
    await expect(list.getByRole('heading', { name: words.parcel(SSCC) })).toBeVisible();
    await expect(list.getByRole('listitem')).toHaveText([/C-1/, /C-2/]);
    await phone.getByRole('button', { name: words.finish }).click();
    await expect(phone.getByText(words.finishedHint(2))).toBeVisible();

    world.network.mode = 'up';
    await expect(phone.getByText(words.workClosed, { exact: true })).toBeVisible({ timeout: 60_000 });
    const shipped = (await api.movements()).filter(({ kind }) => kind === 'shipment');
    expect(
      shipped.map(({ serial, document, partnerId, container }) => [serial, document, partnerId, container])
    ).toEqual([
      ['C-1', 'BL-7', 'tie-c', SSCC],
      ['C-2', 'BL-7', 'tie-c', undefined]
    ]);
  });
}
