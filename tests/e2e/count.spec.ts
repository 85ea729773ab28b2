import type { Page } from '@playwright/test';
import type { Document } from '../../src/lib/domain/document/document.ts';
import { openAnomalies } from '../../src/lib/domain/serial/serial-row.ts';
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

for (const { name, locale, t } of languages) {
  test(`an aisle is counted without a network, ${name}: what leaves meanwhile is no difference, and validating makes the rest good`, async ({
    world
  }) => {
    await fillCatalogue(world.folder);
    const phone = await world.device('Phone', { locale });
    const desk = await world.device('Desk', { locale, viewport: deskSize });
    const api = await world.api();
    const hand = new MovementHand(desk, t);
    for (const serial of ['C-1', 'C-2', 'C-3']) {
      await hand.make('entry', { product: 'CARTE', serial, to: 'A-01' }, t.movement.result.entered);
    }
    await hand.make('entry', { product: 'CARTE', serial: 'C-5', to: 'B-01' }, t.movement.result.entered);
    await expect.poll(async () => (await api.movements()).length).toBe(4);
    await api.putDocument(count({}));

    await go(phone, '/inventaires');
    await phone.getByRole('link', { name: t.counting.one('INV-1') }).click();
    await untilListening(phone);
    world.network.cut();
    const { finding, told } = t.counting;
    const strip = phone.getByRole('region', { name: t.counting.one('INV-1') });
    const scan = async (text: string, word: string) => {
      await wedge(phone, text);
      await expect(strip.getByText(word)).toBeVisible();
    };
    await scan('C-1', told.noPlace);
    await scan('B-01', told.outside);
    await scan('A-01', told.place);
    await expect(phone.getByText(t.counting.expectedHere(0, 3))).toBeVisible();
    await scan('C-1', finding['as-expected']);
    await scan('C-1', told.again);
    await scan('C-5', finding.misplaced);
    await scan('010952123400001321SN0009', finding.unexpected);
    await expect(phone.getByText(t.counting.expectedHere(1, 3))).toBeVisible();
    await expectAccessible(phone, 'counting');
    await phone.reload();
    await expect(phone.getByText(t.counting.expectedHere(1, 3))).toBeVisible();
    await expect(phone.getByText(t.counting.tally(3))).toBeVisible();

    world.network.mode = 'up';
    await hand.make('exit', { product: 'CARTE', serial: 'C-2' }, t.movement.result.left);
    await expect.poll(async () => (await api.movements()).length, { timeout: 60_000 }).toBe(8);

    await go(desk, '/inventaires/resultat?piece=inv-1');
    const group = (title: string) => desk.getByRole('region', { name: title, exact: true });
    await expect(group(t.counting.missing).getByRole('link')).toHaveText(['C-3']);
    await expect(group(t.counting.unexpected).getByRole('link')).toHaveText(['SN0009']);
    await expect(group(t.counting.misplaced).getByRole('link')).toHaveText(['C-5']);
    await expectAccessible(desk, 'the result of a count');
    await desk.getByRole('button', { name: t.counting.validate(3) }).click();
    await desk
      .getByRole('dialog')
      .getByRole('button', { name: t.counting.validate(3) })
      .click();
    await expect(desk.getByText(t.counting.validated(3))).toBeVisible();
    await expect(desk.getByText(t.counting.noDifference)).toBeVisible();

    const state = async (productId: string, key: string) => {
      const detail = await api.serial(productId, key);
      return detail && { ...detail.row.state, open: openAnomalies(detail.row).length };
    };
    await expect
      .poll(() => state('prd-carte', 'C-3'), { timeout: 60_000 })
      .toMatchObject({ status: 'missing', open: 0 });
    const here = { status: 'in-stock', locationId: 'loc-a', open: 0 };
    expect(await state('prd-carte', 'C-5')).toMatchObject(here);
    expect(await state('prd-portable', 'SN0009')).toMatchObject(here);
    expect(await state('prd-carte', 'C-2')).toMatchObject({ status: 'delivered', open: 0 });
  });
}
