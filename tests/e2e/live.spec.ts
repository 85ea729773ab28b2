import { expectOutcome, makeMovement } from './support/movement-form.ts';
import { expect, test } from './support/story.ts';

const PRODUCT = 'PC-PRO14';
const SERIAL = 'E2E-LIVE';

test('what a picker scans shows on the desk by itself, and again after the network was away', async ({
  world
}) => {
  const picker = await world.device('Téléphone', { operator: 'Ada' });
  const desk = await world.device('Bureau', { operator: 'Claire', viewport: { width: 1280, height: 800 } });
  await expect(desk.getByRole('link', { name: /À jour/ })).toBeVisible();
  await desk.goto(`${world.network.url}/produits/stocks/series?q=${SERIAL}`);
  const found = desk.getByRole('link', { name: new RegExp(SERIAL) }).first();
  await expect(found).toBeHidden();

  await makeMovement(picker, { form: 'Entrée de stock', product: PRODUCT, serial: SERIAL });
  await expectOutcome(picker, 'Entré');
  // The timer looks only every 10 to 30 seconds: sooner is the stream.
  await expect(found).toBeVisible({ timeout: 8000 });
  await found.click();
  await expect(desk.getByText('En stock').first()).toBeVisible();

  world.network.cut();
  await makeMovement(picker, { form: 'Sortie de stock', product: PRODUCT, serial: SERIAL });
  await expectOutcome(picker, 'Sorti');
  world.network.mode = 'up';
  await expect(desk.getByText('Sorti — expédié').first()).toBeVisible({ timeout: 40_000 });
});
