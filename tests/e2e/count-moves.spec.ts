import type { Page } from '@playwright/test';
import type { Document } from '../../src/lib/domain/document/document.ts';
import { expectAccessible } from './support/accessibility.ts';
import { desk as deskSize } from './support/browser.ts';
import { untilListening, wedge } from './support/hardware-scanner.ts';
import { languages } from './support/languages.ts';
import { fillCatalogue } from './support/movement-catalogue.ts';
import { MovementHand } from './support/movement-hand.ts';
import { expect, test } from './support/story.ts';

const count = (fields: Partial<Document>): Document => ({
  id: 'inv-1',
  number: 'INV-1',
  type: 'count',
  state: 'open',
  partnerId: null,
  fromLocationId: null,
  toLocationId: null,
  scope: { siteId: null, locationId: 'loc-a', productId: null },
  blind: false,
  expectedOn: null,
  assignedTo: null,
  note: '',
  openedAt: Date.now(),
  backorderOf: null,
  lines: [],
  ...fields
});

const go = (page: Page, place: string) => page.goto(new URL(place, page.url()).href);

const SSCC = '376000100000000010';

for (const { name, locale, t } of languages) {
  test(`stock moves while it is counted without a network, ${name}: what left and what came is no difference, a quantity is told against what was known, and a pallet is counted by one scan`, async ({
    world
  }) => {
    await fillCatalogue(world.folder);
    const phone = await world.device('Phone', { locale });
    const desk = await world.device('Desk', { locale, viewport: deskSize });
    const api = await world.api();
    const hand = new MovementHand(desk, t);
    const { entered, left } = t.movement.result;
    await hand.make('entry', { product: 'VIS', quantity: '10', to: 'A-01' }, entered);
    await hand.make('entry', { product: 'CARTE', serial: 'C-2', to: 'A-01' }, entered);
    await hand.make('entry', { product: 'CARTE', serial: 'C-5', to: 'B-01' }, entered);
    await hand.open('entry');
    await untilListening(desk);
    await wedge(desk, `]C100${SSCC}`);
    for (const serial of ['SN0001', 'SN0002']) {
      await hand.fill({ product: 'PORTABLE', serial, to: 'A-01' });
      await hand.ok(entered);
    }
    await expect
      .poll(async () => (await api.serial('prd-portable', 'SN0002'))?.row.state.container)
      .toBe(SSCC);
    await api.putDocument(count({}));

    await go(phone, '/inventaires');
    await phone.getByRole('link', { name: t.counting.one('INV-1') }).click();
    await untilListening(phone);
    const { told } = t.counting;
    const strip = phone.getByRole('region', { name: t.counting.one('INV-1') });
    const dialog = phone.getByRole('dialog');
    await wedge(phone, 'A-01');
    await expect(strip.getByText(told.place)).toBeVisible();
    await expect(phone.getByText(t.counting.expectedHere(0, 3))).toBeVisible();
    world.network.cut();
    await wedge(phone, 'VIS');
    await dialog.getByLabel(new RegExp(`^${t.counting.quantity}`)).fill('7');
    await dialog.getByRole('button', { name: t.counting.quantityStore }).click();
    await expect(strip.getByText(told.quantity('7 pièce'))).toBeVisible();
    await wedge(phone, `]C100${SSCC}`);
    await dialog.getByRole('button', { name: t.scan.takeTicked(2) }).click();
    await expect(strip.getByText(t.counting.surprising(0))).toBeVisible();
    await expect(phone.getByText(t.counting.expectedHere(2, 3))).toBeVisible();

    world.network.mode = 'up';
    const moved = { product: 'CARTE', serial: 'C-2', from: 'A-01', to: 'B-01' };
    await hand.make('transfer', moved, t.moves.moved);
    await hand.make('transfer', { ...moved, serial: 'C-5', from: 'B-01', to: 'A-01' }, t.moves.moved);
    await hand.make('exit', { product: 'VIS', quantity: '2', from: 'A-01' }, left);
    await expect.poll(async () => (await api.movements()).length, { timeout: 60_000 }).toBe(11);

    await go(desk, '/inventaires/resultat?piece=inv-1');
    const counted = desk.getByRole('region', { name: t.counting.counted, exact: true });
    const pieces = (quantity: string) => `${quantity} pièce`;
    await expect(counted.getByText(t.counting.knownBefore(pieces('10')))).toBeVisible({ timeout: 60_000 });
    await expect(counted.getByText(t.counting.quantityDifference(pieces('−3')))).toBeVisible();
    await expect(desk.getByText(t.counting.movedMeanwhile(1))).toBeVisible();
    await expect(desk.getByRole('region', { name: t.counting.missing, exact: true })).toBeHidden();
    await expectAccessible(desk, 'the difference of a quantity');
  });
}
