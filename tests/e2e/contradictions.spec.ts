import { expectOutcome, makeMovement } from './support/movement-form.ts';
import { expect, test } from './support/story.ts';

const PRODUCT = 'PC-PRO14';
const PRODUCT_ID = 'prd-pc-pro14';
const SERIAL = 'E2E-TWICE';

test('two phones ship the same serial without a network: both facts stay, one contradiction is shown', async ({
  world
}) => {
  const ada = await world.device('Téléphone Ada', { operator: 'Ada' });
  const bob = await world.device('Téléphone Bob', { operator: 'Bob' });
  const api = await world.api();
  await makeMovement(ada, { form: 'Entrée de stock', product: PRODUCT, serial: SERIAL });
  await expect.poll(async () => (await api.serial(PRODUCT_ID, SERIAL))?.row.state.status).toBe('in-stock');
  await bob.goto(`${world.network.url}/file-d-attente`);
  await bob.getByRole('button', { name: 'Synchroniser maintenant' }).click();
  await bob.goto(`${world.network.url}/produits/stocks/series?q=${SERIAL}`);
  await expect(bob.getByRole('link', { name: new RegExp(SERIAL) }).first()).toBeVisible();

  world.network.cut();
  await makeMovement(ada, { form: 'Sortie de stock', product: PRODUCT, serial: SERIAL });
  await expectOutcome(ada, 'Sorti');
  await makeMovement(bob, { form: 'Sortie de stock', product: PRODUCT, serial: SERIAL });
  await expectOutcome(bob, 'Sorti');

  world.network.mode = 'up';
  await expect.poll(async () => (await api.serial(PRODUCT_ID, SERIAL))?.history.length).toBe(3);
  const detail = await api.serial(PRODUCT_ID, SERIAL);
  expect(detail?.row.state.status).toBe('delivered');
  expect(detail?.row.anomalies.map(({ type }) => type)).toEqual(['double-exit']);

  await ada.goto(`${world.network.url}/produits/stocks/series?q=${SERIAL}`);
  await ada
    .getByRole('link', { name: new RegExp(SERIAL) })
    .first()
    .click();
  await expect(ada.getByText('Double sortie').first()).toBeVisible();
  await expect(ada.getByText('Ada, sur Téléphone Ada').first()).toBeVisible();
  await expect(ada.getByText('Bob, sur Téléphone Bob').first()).toBeVisible();
});

test('both pickers and the desk are told, with both claims, until each of them has said so', async ({
  world
}) => {
  const ada = await world.device('Téléphone Ada', { operator: 'Ada' });
  const bob = await world.device('Téléphone Bob', { operator: 'Bob' });
  world.network.cut();
  for (const phone of [ada, bob]) {
    await makeMovement(phone, { form: 'Entrée de stock', product: PRODUCT, serial: SERIAL });
    await expectOutcome(phone, 'Entré');
  }
  world.network.mode = 'up';

  const told = 'Un de vos scans est contredit\u00a0: Double entrée';
  for (const phone of [ada, bob]) {
    await phone.goto(world.network.url);
    await expect(phone.getByText(told)).toBeVisible();
    for (const name of ['Ada', 'Bob']) await expect(phone.getByText(` · ${name} · `)).toBeVisible();
    await phone.reload();
    await expect(phone.getByText(told)).toBeVisible();
  }
  await ada.getByRole('button', { name: 'J’ai vu' }).click();
  await expect(ada.getByText(told)).toHaveCount(0);
  await ada.reload();
  await expect(ada.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(ada.getByText(told)).toHaveCount(0);
  await bob.reload();
  await expect(bob.getByText(told)).toBeVisible();
});

test('a serial that has left is told at once without a network, and the exit is still kept', async ({
  world
}) => {
  const phone = await world.device('Téléphone');
  await makeMovement(phone, { form: 'Entrée de stock', product: PRODUCT, serial: SERIAL });
  await expectOutcome(phone, 'Entré');
  await expect(phone.getByRole('link', { name: /À jour/ })).toBeVisible();
  world.network.cut();
  await makeMovement(phone, { form: 'Sortie de stock', product: PRODUCT, serial: SERIAL });
  await expectOutcome(phone, 'Sorti');
  await makeMovement(phone, { form: 'Sortie de stock', product: PRODUCT, serial: SERIAL });
  await expectOutcome(phone, 'Déjà sorti');
  await expect(phone.getByRole('link', { name: /2 mouvements? en attente/ })).toBeVisible();
});
