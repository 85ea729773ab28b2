import { desk as deskSize } from './support/browser.ts';
import { wedge } from './support/hardware-scanner.ts';
import { languages } from './support/languages.ts';
import { MovementHand } from './support/movement-hand.ts';
import { expect, test } from './support/story.ts';

const PRODUCT_ID = 'prd-pc-pro14';

for (const { name, locale, t } of languages) {
  test(`a scan of an unknown product is named at the desk and takes its place in the stock, ${name}`, async ({
    world
  }) => {
    const desk = await world.device('Desk', { operator: 'Claire', locale, viewport: deskSize });
    const api = await world.api();
    const hand = new MovementHand(desk, t);
    await hand.open('entry');
    await wedge(desk, ']d2010950123456789121E2E-NAMELESS');
    await expect(desk.getByText(t.movement.keepingUnidentified)).toBeVisible();
    await hand.ok(t.movement.result.unidentified);
    await expect.poll(async () => (await api.unidentified()).length).toBe(1);

    await desk.goto(`${world.network.url}/non-identifies`);
    const scan = desk.getByRole('listitem').filter({ hasText: 'E2E-NAMELESS' });
    const { naming } = t.serials;
    await scan.getByRole('button', { name: naming.action }).click();
    const dialog = desk.getByRole('dialog');
    await dialog.getByRole('button', { name: naming.save }).click();
    await expect(dialog).toContainText(naming.problems['product-missing']);
    await dialog.getByLabel(naming.product, { exact: true }).selectOption({ value: PRODUCT_ID });
    await dialog.getByRole('button', { name: naming.save }).click();
    await expect(scan).toHaveCount(0);
    await expect
      .poll(async () => (await api.serial(PRODUCT_ID, 'E2E-NAMELESS'))?.row.state.status)
      .toBe('in-stock');
  });
}
