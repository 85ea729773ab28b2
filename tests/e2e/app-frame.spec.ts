import { expectOutcome, makeMovement, openForm, serialField } from './support/movement-form.ts';
import { expect, test } from './support/story.ts';

test('a new version asks before it reloads, and never during an open movement', async ({ world }) => {
  const phone = await world.device('Téléphone');
  await openForm(phone, 'Entrée de stock');
  await serialField(phone).fill('HALF-TYPED');
  world.network.workerSuffix = '\n// a new version\n';
  await phone.evaluate(async () => {
    await (await navigator.serviceWorker.ready).update();
  });
  await expect(phone.getByText('Nouvelle version prête')).toBeVisible();
  const update = phone.getByRole('button', { name: 'Mettre à jour' });
  await expect(update).toBeDisabled();
  await expect(serialField(phone)).toHaveValue('HALF-TYPED');

  await serialField(phone).fill('');
  await expect(update).toBeEnabled();
  const reloaded = phone.waitForEvent('load');
  await update.click();
  await reloaded;
  await expect(phone.getByRole('form', { name: 'Fiche mouvement de stock' })).toBeVisible();
});

test('an English browser gets an English app', async ({ world }) => {
  const page = await world.stranger('Phone', { locale: 'en-GB' });
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.getByLabel('Your name').fill('Ada');
  await page.getByRole('button', { name: 'Get started' }).click();
  await page.getByRole('button', { name: 'Load the demonstration' }).click();
  await expect(page.getByRole('heading', { name: 'Home' })).toBeVisible();
  await page.goto(`${world.network.url}/produits/stocks/series`);
  await expect(page.getByRole('heading', { name: 'Stock by serial number' })).toBeVisible();
});

test('a movement shows as provisional until the server confirms it', async ({ world }) => {
  const phone = await world.device('Téléphone');
  world.network.cut();
  await makeMovement(phone, { form: 'Entrée de stock', product: 'DOCK-C', serial: 'PROV-1' });
  await expectOutcome(phone, 'Provisoire');
  await phone.goto(`${world.network.url}/produits/stocks/series?q=PROV-1`);
  await phone
    .getByRole('link', { name: /PROV-1/ })
    .first()
    .click();
  await expect(phone.getByText('Provisoire : tel que cet appareil le sait')).toBeVisible();
  await expect(phone.getByText('1 mouvement en attente').first()).toBeVisible();

  world.network.mode = 'up';
  await expect(phone.getByText('Confirmé par le serveur')).toBeVisible({ timeout: 60_000 });
});
