import type { Page } from '@playwright/test';
import { MICROS_PER_UNIT } from '../../src/lib/domain/quantity.ts';
import type { Messages } from '../../src/lib/i18n/messages.fr.ts';
import { testDocument } from '../factories/documents.ts';
import { killBrowser } from './support/browser.ts';
import { expectAccessible } from './support/accessibility.ts';
import { untilListening, wedge } from './support/hardware-scanner.ts';
import { languages } from './support/languages.ts';
import { fillCatalogue } from './support/movement-catalogue.ts';
import { expect, test } from './support/story.ts';

const announced = Array.from({ length: 20 }, (_, at) => `SN${String(at + 1).padStart(4, '0')}`);

const line = (id: number, productId: string, units: number, serials: string[] = []) => ({
  id,
  productId,
  quantityMicros: units * MICROS_PER_UNIT,
  lot: null,
  serials
});

const expectedReceipt = testDocument({
  id: 'rec-1',
  number: 'REC-1',
  type: 'receipt',
  partnerId: 'tie-f',
  toLocationId: null,
  lines: [line(1, 'prd-portable', 20, announced), line(2, 'prd-vis', 24)]
});

const go = (page: Page, place: string) => page.goto(new URL(place, page.url()).href);

/** A person at the receiving screen, with a hardware scanner. */
function receiver(page: Page, t: Messages, title: string) {
  const strip = page.getByRole('region', { name: title });
  return {
    strip,
    async scan(text: string, word: string) {
      await wedge(page, text);
      await expect(strip.getByText(word, { exact: true })).toBeVisible();
    },
    async received(count: number) {
      await expect(page.getByText(t.floor.receive.tally(count), { exact: true })).toBeVisible();
    }
  };
}

for (const { name, locale, t } of languages) {
  const { told, expectation, one } = t.floor.receive;
  const { session } = t.floor;

  test(`twenty pieces are received against an expected list without a network, ${name}: what is extra, missing and substituted is told, and the receipt closes by itself once all is there`, async ({
    world
  }) => {
    await fillCatalogue(world.folder);
    const phone = await world.device('Phone', { locale });
    const api = await world.api();
    await api.putDocument(expectedReceipt);
    await go(phone, '/reception');
    await phone.getByRole('link', { name: one('REC-1') }).click();
    const { scan, received, strip } = receiver(phone, t, one('REC-1'));
    await untilListening(phone);
    world.network.cut();

    await scan('SN0001', told.noPlace);
    await scan('A-01', told.place);
    for (const serial of announced.slice(0, 18)) {
      await wedge(phone, serial);
      await expect(strip.getByText(serial, { exact: true })).toBeVisible();
    }
    await expect(strip.getByText(expectation.listed, { exact: true })).toBeVisible();
    await received(18);
    await scan('SN0003', told.repeat);
    await received(18);
    await expect(phone.getByText(t.floor.receive.missing(2))).toBeVisible();
    await scan('SN0777', expectation.substitute);
    await scan('SN0020', expectation.listed);
    await scan('SN0999', expectation['too-many']);
    await expect(phone.getByRole('list', { name: t.floor.receive.extrasTitle })).toContainText('SN0999');
    await received(21);
    await phone.getByRole('button', { name: session.undo('SN0999'), exact: true }).click();
    await received(20);
    await wedge(phone, 'VIS');
    await phone.getByLabel(t.floor.receive.quantity, { exact: false }).fill('24');
    await phone.getByRole('button', { name: t.floor.receive.quantityStore, exact: true }).click();
    await received(21);
    await expectAccessible(phone, 'receiving');

    await phone.getByRole('button', { name: session.finish, exact: true }).click();
    await expect(phone.getByText(session.finished(21))).toBeVisible();
    await scan('SN0019', told.ended);
    await phone.reload();
    await expect(phone.getByText(session.finished(21))).toBeVisible();

    world.network.mode = 'up';
    await expect(phone.getByText(session.closed(21))).toBeVisible({ timeout: 60_000 });
    const document = () => api.document('rec-1');
    await expect.poll(async () => (await document())?.state, { timeout: 60_000 }).toBe('closed');
    const movements = await api.movements();
    expect(movements.filter(({ kind }) => kind === 'receipt')).toHaveLength(22);
    expect(movements.filter(({ kind }) => kind === 'reversal')).toHaveLength(1);
    expect(new Set(movements.map(({ partnerId }) => partnerId))).toEqual(new Set(['tie-f', undefined]));
    expect(movements.every((movement) => !('workId' in movement))).toBe(true);
  });

  test(`a receipt without a document, ${name}: the product is chosen by its label, a damaged piece goes to quarantine, one is corrected, one printed later, and all is taken back in one go`, async ({
    world
  }) => {
    await fillCatalogue(world.folder);
    const phone = await world.device('Phone', { locale });
    const api = await world.api();
    await go(phone, '/reception');
    await phone.getByRole('link', { name: t.floor.receive.freeStart }).click();
    const { scan, received } = receiver(phone, t, t.floor.receive.free);
    await scan('A-01', told.place);
    await scan('CARTE', told.product);
    await scan('C-1', expectation.free);
    await phone.getByRole('switch', { name: t.floor.receive.damaged }).check();
    await scan('C-2', expectation.free);
    await scan('C-9', expectation.free);
    const list = phone.getByRole('region', { name: new RegExp(session.scans) });
    await expect(list.getByRole('button', { name: /C-2/ })).toContainText(session.damaged);
    await list.getByRole('button', { name: /C-9/ }).click();
    const dialog = phone.getByRole('dialog');
    await dialog.getByRole('switch', { name: session.printLater }).check();
    await dialog.getByLabel(session.rightSerial).fill('C-3');
    await expectAccessible(phone, 'a scan of the session');
    await dialog.getByRole('button', { name: session.correct, exact: true }).click();
    await expect(list.getByRole('button', { name: /C-3/ })).toBeVisible();
    await received(3);
    await expect
      .poll(async () => (await api.serial('prd-carte', 'C-2'))?.row.state.condition, { timeout: 60_000 })
      .toBe('quarantine');

    await phone.getByRole('button', { name: session.undoAll, exact: true }).click();
    await dialog.getByRole('button', { name: session.undoAllYes, exact: true }).click();
    await received(0);
    await scan('C-1', expectation.free);
    await received(1);
  });

  test(`the battery dies in mid-receipt, ${name}: the browser is killed and started again without a network, every scan is there and the receipt goes on`, async ({
    world
  }) => {
    await fillCatalogue(world.folder);
    const phone = await world.device('Phone', { locale });
    const api = await world.api();
    await api.putDocument(expectedReceipt);
    await go(phone, '/reception');
    await phone.getByRole('link', { name: one('REC-1') }).click();
    const before = receiver(phone, t, one('REC-1'));
    await untilListening(phone);
    world.network.cut();
    await before.scan('A-01', told.place);
    for (const serial of announced.slice(0, 7)) {
      await wedge(phone, serial);
      await expect(before.strip.getByText(serial, { exact: true })).toBeVisible();
    }
    await killBrowser(phone);

    const again = await world.reopen('Phone', { locale });
    await go(again, '/reception');
    await expect(again.getByText(t.floor.receive.underWay)).toBeVisible();
    await again.getByRole('link', { name: one('REC-1') }).click();
    const after = receiver(again, t, one('REC-1'));
    await after.received(7);
    await after.scan('SN0007', told.repeat);
    await after.scan('SN0008', expectation.listed);
    await after.received(8);
    world.network.mode = 'up';
    await expect
      .poll(async () => (await api.movements()).map(({ serial }) => serial), { timeout: 60_000 })
      .toEqual(announced.slice(0, 8));
  });
}
