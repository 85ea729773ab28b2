import { wedge } from './support/hardware-scanner.ts';
import { expectOutcome } from './support/movement-form.ts';
import { expect, test } from './support/story.ts';

const SERIAL = 'E2E-0001';

test('a scan made without a network is kept, sent once, and seen on another device', async ({ world }) => {
  const phone = await world.device('Téléphone 1', { operator: 'Ada' });
  const api = await world.api();
  const { catalogue } = await api.manifest();
  const product = catalogue.products[0];
  if (!product) throw new Error('the demonstration has no product');

  world.network.cut();
  await phone.getByRole('link', { name: 'Entrée de stock' }).click();
  await wedge(phone, `]d201${product.gtins[0]}21${SERIAL}`);
  await expect(phone.getByRole('textbox', { name: 'N° de série' })).toHaveValue(SERIAL);
  await expect(phone.getByRole('combobox', { name: 'Article' })).toHaveValue(new RegExp(product.code));
  await phone.getByRole('button', { name: 'OK' }).click();
  await expectOutcome(phone, 'Entré');
  await expect(phone.getByText('Provisoire, gardé sur cet appareil')).toBeVisible();

  await phone.reload();
  await expect(phone.getByRole('link', { name: /1 mouvements? en attente/ })).toBeVisible();
  await phone.goto(`${world.network.url}/file-d-attente`);
  await expect(phone.getByText(SERIAL)).toBeVisible();
  expect(await api.serial(product.id, SERIAL)).toBeNull();

  world.network.mode = 'up';
  await expect.poll(async () => (await api.serial(product.id, SERIAL))?.history.length).toBe(1);
  await expect(phone.getByRole('link', { name: /À jour/ })).toBeVisible();

  const desk = await world.device('Poste réception', {
    operator: 'Bob',
    viewport: { width: 1280, height: 800 }
  });
  await desk.goto(`${world.network.url}/produits/stocks/series?q=${SERIAL}`);
  await desk
    .getByRole('link', { name: new RegExp(SERIAL) })
    .first()
    .click();
  await expect(desk.getByText('En stock — disponible')).toBeVisible();
  await expect(desk.getByText('Confirmé par le serveur')).toBeVisible();
  await expect(desk.getByText('Ada, sur Téléphone 1')).toBeVisible();
});
