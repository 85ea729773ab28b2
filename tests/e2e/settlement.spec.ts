import { makeMovement } from './support/movement-form.ts';
import { expect, test } from './support/story.ts';

const PRODUCT_ID = 'prd-pc-pro14';
const SERIAL = 'E2E-MISREAD';

test('a picker is told of a contradiction, the desk corrects the misread serial, and the picker is told that too', async ({
  world
}) => {
  const picker = await world.device('Téléphone', { operator: 'Ada', viewport: { width: 360, height: 740 } });
  const desk = await world.device('Bureau', { operator: 'Claire', viewport: { width: 1280, height: 800 } });
  const api = await world.api();
  const entry = { form: 'Entrée de stock', product: 'PC-PRO14', serial: SERIAL } as const;
  await makeMovement(picker, entry);
  await expect.poll(async () => (await api.serial(PRODUCT_ID, SERIAL))?.history.length).toBe(1);
  await makeMovement(desk, entry);
  await expect.poll(async () => (await api.serial(PRODUCT_ID, SERIAL))?.history.length).toBe(2);

  await picker.goto(world.network.url);
  await expect(picker.getByText('Un de vos scans est contredit')).toBeVisible();

  await desk.goto(`${world.network.url}/produits/stocks/series/fiche?article=${PRODUCT_ID}&serie=${SERIAL}`);
  await desk.getByRole('button', { name: 'Corriger le n° de série' }).click();
  const dialog = desk.getByRole('dialog');
  await dialog.getByLabel('N° de série exact').fill(SERIAL);
  await dialog.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(dialog).toContainText('donnez l’autre');
  await dialog.getByLabel('N° de série exact').fill('E2E-RIGHT');
  await dialog.getByRole('button', { name: 'Enregistrer' }).click();
  await expect
    .poll(async () => (await api.serial(PRODUCT_ID, 'E2E-RIGHT'))?.row.state.status)
    .toBe('in-stock');
  await expect(desk.getByText('c’était en réalité E2E-RIGHT')).toBeVisible();

  await picker.reload();
  await expect(picker.getByText('Une contradiction sur un de vos scans est réglée')).toBeVisible();
  await picker.getByRole('button', { name: 'J’ai vu' }).click();
  await expect(picker.getByText('Une contradiction sur un de vos scans est réglée')).toHaveCount(0);
});
