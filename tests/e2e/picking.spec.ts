import type { Document } from '../../src/lib/domain/document/document.ts';
import { pickingWords } from '../../src/lib/i18n/picking-words.ts';
import { expectAccessible } from './support/accessibility.ts';
import { desk as deskSize } from './support/browser.ts';
import { untilListening, wedge } from './support/hardware-scanner.ts';
import { languages } from './support/languages.ts';
import { fillCatalogue } from './support/movement-catalogue.ts';
import { MovementHand } from './support/movement-hand.ts';
import { expect, test } from './support/story.ts';

const order = (): Document => ({
  id: 'cde-1',
  number: 'CDE-1',
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
    { id: 1, productId: 'prd-carte', quantityMicros: 3_000_000, lot: null, serials: ['C-1', 'C-2', 'C-9'] }
  ]
});

for (const { name, locale, language, t } of languages) {
  test(`an order is picked without a network, ${name}: gone, set apart and another serial are told at the beep; it ends once the server has all of it`, async ({
    world
  }) => {
    await fillCatalogue(world.folder);
    const phone = await world.device('Phone', { locale });
    const desk = await world.device('Desk', { locale, viewport: deskSize });
    const api = await world.api();
    const hand = new MovementHand(desk, t);
    const entered = t.movement.result.entered;
    for (const [serial, to] of [
      ['C-1', 'A-01'],
      ['C-3', 'A-01'],
      ['C-4', 'A-01'],
      ['C-5', 'B-01']
    ] as const) {
      await hand.make('entry', { product: 'CARTE', serial, to }, entered);
    }
    await hand.make('condition', { product: 'CARTE', serial: 'C-3' }, t.moves.setApart);
    await hand.make('exit', { product: 'CARTE', serial: 'C-4' }, t.movement.result.left);
    await expect.poll(async () => (await api.movements()).length).toBe(6);
    await api.putDocument(order());

    await phone.goto(`${world.network.url}/preparation`);
    await phone.getByRole('link', { name: 'CDE-1' }).click();
    const { finding, told } = pickingWords[language];
    const route = phone.getByRole('region', { name: pickingWords[language].next });
    await expect(route.getByRole('listitem')).toHaveCount(2);
    await untilListening(phone);
    world.network.cut();
    const strip = phone.getByRole('region', { name: 'CDE-1' });
    const dialog = phone.getByRole('dialog');
    const scan = async (text: string, word: string) => {
      await wedge(phone, text);
      await expect(strip.getByText(word)).toBeVisible();
    };
    await scan('C-1', finding['as-ordered']);
    await scan('C-1', told.again);
    await scan('C-4', finding['already-out']);
    await dialog.getByRole('button', { name: pickingWords[language].putBack }).click();
    await expect(strip.getByText(told.putBack)).toBeVisible();
    await scan('C-3', finding.quarantined);
    await dialog.getByRole('button', { name: pickingWords[language].putBack }).click();
    await scan('C-5', finding.substitute);
    await scan('C-1', told.unanswered);
    const [reason = ''] = pickingWords[language].reasons;
    await dialog.getByRole('button', { name: reason }).click();
    await expect(strip.getByText(pickingWords[language].storedHint(reason))).toBeVisible();
    await expect(phone.getByRole('region', { name: pickingWords[language].taken })).toContainText(
      pickingWords[language].done('2', '3')
    );
    await expect(phone.getByRole('region', { name: pickingWords[language].short })).toContainText('CARTE');
    await expectAccessible(phone, 'picking');

    await phone.reload();
    await expect(phone.getByRole('region', { name: pickingWords[language].taken })).toContainText('C-5');
    await phone.getByRole('button', { name: pickingWords[language].finish }).click();
    await expect(phone.getByText(pickingWords[language].finishedHint(2))).toBeVisible();
    world.network.mode = 'up';
    await expect(phone.getByText(pickingWords[language].workClosed)).toBeVisible({ timeout: 60_000 });

    const taken = (await api.movements()).filter(({ document }) => document === 'CDE-1');
    expect(taken.map(({ kind, serial, label }) => [kind, serial, label])).toEqual([
      ['shipment', 'C-1', undefined],
      ['shipment', 'C-5', reason]
    ]);
    expect((await api.serial('prd-carte', 'C-5'))?.row.state.status).toBe('delivered');
    expect((await api.serial('prd-carte', 'C-3'))?.row.state.status).toBe('in-stock');
  });
}
