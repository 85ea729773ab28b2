import type { Document } from '../../src/lib/domain/document/document.ts';
import { pickingWords } from '../../src/lib/i18n/picking-words.ts';
import { expectAccessible } from './support/accessibility.ts';
import { desk as deskSize } from './support/browser.ts';
import { untilListening, wedge } from './support/hardware-scanner.ts';
import { languages } from './support/languages.ts';
import { fillCatalogue } from './support/movement-catalogue.ts';
import { MovementHand } from './support/movement-hand.ts';
import { expect, test } from './support/story.ts';

const UNIT = 1_000_000;

const order = (): Document => ({
  id: 'cde-2',
  number: 'CDE-2',
  type: 'pick',
  state: 'open',
  partnerId: 'tie-c',
  fromLocationId: null,
  toLocationId: null,
  scope: null,
  blind: false,
  expectedOn: null,
  assignedTo: null,
  note: '',
  openedAt: Date.now(),
  backorderOf: null,
  lines: [
    { id: 1, productId: 'prd-vis', quantityMicros: 10 * UNIT, lot: null, serials: [] },
    { id: 2, productId: 'prd-carte', quantityMicros: 2 * UNIT, lot: null, serials: ['C-8', 'C-9'] }
  ]
});

for (const { name, locale, language, t } of languages) {
  test(`goods without serial are judged before they go, ${name}: by the order and by what is there; a reason given once is offered first`, async ({
    world
  }) => {
    await fillCatalogue(world.folder);
    const phone = await world.device('Phone', { locale });
    const desk = await world.device('Desk', { locale, viewport: deskSize });
    const api = await world.api();
    const hand = new MovementHand(desk, t);
    const { entered } = t.movement.result;
    await hand.make('entry', { product: 'VIS', quantity: '4', to: 'A-01' }, entered);
    await hand.make('entry', { product: 'VIS', quantity: '30', to: 'B-01' }, entered);
    for (const serial of ['C-1', 'C-2']) {
      await hand.make('entry', { product: 'CARTE', serial, to: 'A-01' }, entered);
    }
    await expect.poll(async () => (await api.movements()).length).toBe(4);
    await api.putDocument(order());

    await phone.goto(`${world.network.url}/preparation`);
    await phone.getByRole('link', { name: 'CDE-2' }).click();
    const words = pickingWords[language];
    await expect(phone.getByRole('region', { name: words.next })).toContainText('VIS');
    await untilListening(phone);
    world.network.cut();
    const strip = phone.getByRole('region', { name: 'CDE-2' });
    const dialog = phone.getByRole('dialog');
    const takeScrews = async (quantity: string, place?: string) => {
      await wedge(phone, 'VIS');
      await expect(dialog).toBeVisible();
      if (place) await dialog.getByLabel(words.source, { exact: true }).selectOption(place);
      await dialog.getByLabel(new RegExp(`^${words.quantity}`)).fill(quantity);
      await dialog.getByRole('button', { name: words.quantityStore }).click();
    };
    const [agreedOn = '', recounted = ''] = [words.reasons[2], words.reasonsOfQuantity[0]];

    await takeScrews('11', 'loc-b');
    await expect(strip.getByText(words.finding['too-many'])).toBeVisible();
    await dialog.getByRole('button', { name: words.putBack }).click();
    await expect(strip.getByText(words.told.putBack)).toBeVisible();

    await wedge(phone, 'A-01');
    await expect(strip.getByText(words.told.place)).toBeVisible();
    await takeScrews('5');
    await expect(strip.getByText(words.finding['not-there'])).toBeVisible();
    await expectAccessible(phone, 'a quantity that is not there');
    await dialog.getByRole('button', { name: recounted }).click();
    await expect(strip.getByText(words.storedHint(recounted))).toBeVisible();

    await wedge(phone, 'B-01');
    await expect(strip.getByText(words.told.place)).toBeVisible();
    await wedge(phone, 'VIS');
    await expect(dialog.getByText(words.wanted('5 pièce'))).toBeVisible();
    await expectAccessible(phone, 'how many are taken');
    await wedge(phone, 'C-1');
    await expect(strip.getByText(words.told.unanswered)).toBeVisible();
    await dialog.getByRole('button', { name: t.common.cancel }).click();
    await takeScrews('5');
    await expect(strip.getByText(words.quantityTaken('5 pièce'))).toBeVisible();

    await wedge(phone, 'C-1');
    await dialog.getByRole('button', { name: agreedOn }).click();
    await expect(strip.getByText(words.storedHint(agreedOn))).toBeVisible();
    await phone.reload();
    await expect(phone.getByRole('region', { name: words.taken })).toContainText('C-1');
    await untilListening(phone);
    await wedge(phone, 'C-2');
    await expect(dialog.getByRole('button').filter({ hasText: agreedOn })).toBeVisible();
    const offered = await dialog.getByRole('button').allInnerTexts();
    expect(offered.filter((text) => words.reasons.includes(text))[0]).toBe(agreedOn);
    await dialog.getByRole('button', { name: agreedOn }).click();
    await expect(phone.getByText(words.complete)).toBeVisible();

    world.network.mode = 'up';
    await expect.poll(async () => (await api.movements()).length, { timeout: 60_000 }).toBe(8);
    const taken = (await api.movements()).filter(({ document }) => document === 'CDE-2');
    expect(
      taken.map(({ serial, quantityMicros, fromLocationId, label }) => [
        serial ?? quantityMicros / UNIT,
        fromLocationId,
        label
      ])
    ).toEqual([
      [5, 'loc-a', recounted],
      [5, 'loc-b', undefined],
      ['C-1', 'loc-a', agreedOn],
      ['C-2', 'loc-a', agreedOn]
    ]);
  });
}
