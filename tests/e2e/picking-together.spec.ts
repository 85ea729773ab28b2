import type { Document } from '../../src/lib/domain/document/document.ts';
import { openAnomalies } from '../../src/lib/domain/serial/serial-row.ts';
import { pickingWords } from '../../src/lib/i18n/picking-words.ts';
import { desk as deskSize } from './support/browser.ts';
import { untilListening, wedge } from './support/hardware-scanner.ts';
import { languages } from './support/languages.ts';
import { fillCatalogue } from './support/movement-catalogue.ts';
import { MovementHand } from './support/movement-hand.ts';
import { expect, test } from './support/story.ts';

const order = (id: string, number: string): Document => ({
  id,
  number,
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
  lines: [{ id: 1, productId: 'prd-carte', quantityMicros: 1_000_000, lot: null, serials: [] }]
});

for (const { name, locale, language, t } of languages) {
  test(`two phones pick the same serial for two orders without a network, ${name}: both scans are kept, and the desk is told of the contradiction`, async ({
    world
  }) => {
    await fillCatalogue(world.folder);
    const desk = await world.device('Desk', { locale, viewport: deskSize });
    const phones = [
      { phone: await world.device('Phone 1', { locale }), number: 'CDE-7', id: 'cde-7' },
      { phone: await world.device('Phone 2', { locale }), number: 'CDE-8', id: 'cde-8' }
    ];
    const api = await world.api();
    const hand = new MovementHand(desk, t);
    await hand.make('entry', { product: 'CARTE', serial: 'C-1', to: 'A-01' }, t.movement.result.entered);
    await expect.poll(async () => (await api.movements()).length).toBe(1);
    for (const { id, number } of phones) await api.putDocument(order(id, number));

    for (const { phone, number } of phones) {
      await phone.goto(`${world.network.url}/preparation`);
      await phone.getByRole('link', { name: number }).click();
      await expect(phone.getByRole('region', { name: pickingWords[language].next })).toContainText('C-1');
      await untilListening(phone);
    }
    world.network.cut();
    for (const { phone, number } of phones) {
      await wedge(phone, 'C-1');
      const strip = phone.getByRole('region', { name: number });
      await expect(
        strip.getByText(pickingWords[language].finding['as-ordered'], { exact: true })
      ).toBeVisible();
      await phone.getByRole('button', { name: pickingWords[language].finish }).click();
      await expect(phone.getByText(pickingWords[language].finishedHint(1))).toBeVisible();
    }
    world.network.mode = 'up';
    for (const { phone } of phones) {
      await expect(phone.getByText(pickingWords[language].workClosed, { exact: true })).toBeVisible({
        timeout: 60_000
      });
    }

    const taken = (await api.movements()).filter(({ kind }) => kind === 'shipment');
    expect(taken.map(({ serial, document }) => [serial, document]).sort()).toEqual([
      ['C-1', 'CDE-7'],
      ['C-1', 'CDE-8']
    ]);
    const detail = await api.serial('prd-carte', 'C-1');
    expect(detail && openAnomalies(detail.row).map(({ type }) => type)).toEqual(['double-exit']);
    await desk.goto(new URL('/anomalies', desk.url()).href);
    await expect(desk.getByRole('main')).toContainText('C-1', { timeout: 60_000 });
    await expect(desk.getByRole('main')).toContainText(t.terms.anomaly['double-exit'].title);
  });
}
