import { expectOutcome, makeMovement } from './support/movement-form.ts';
import { expect, test } from './support/story.ts';

const PRODUCT = 'ECR-24';
const PRODUCT_ID = 'prd-ecr-24';

test('answers lost after the server has committed: each movement is stored once', async ({ world }) => {
  const phone = await world.device('Téléphone');
  const api = await world.api();
  world.network.mode = 'drop-answers';
  for (const serial of ['LOST-1', 'LOST-2', 'LOST-3']) {
    await makeMovement(phone, { form: 'Entrée de stock', product: PRODUCT, serial });
    await expectOutcome(phone, 'Entré');
  }
  await expect.poll(() => world.network.droppedAnswers).toBeGreaterThan(0);
  await expect(phone.getByRole('link', { name: /3 mouvements? en attente/ })).toBeVisible();

  world.network.mode = 'up';
  await expect(phone.getByRole('link', { name: /À jour/ })).toBeVisible({ timeout: 60_000 });
  for (const serial of ['LOST-1', 'LOST-2', 'LOST-3']) {
    expect((await api.serial(PRODUCT_ID, serial))?.history).toHaveLength(1);
  }
});

test('a server killed with movements waiting on a phone gets them by itself once it is back', async ({
  world
}) => {
  const phone = await world.device('Téléphone');
  await world.server.end('SIGKILL');
  await makeMovement(phone, { form: 'Entrée de stock', product: PRODUCT, serial: 'KILL-1' });
  await expectOutcome(phone, 'Entré');
  await expect(phone.getByRole('link', { name: /1 mouvements? en attente/ })).toBeVisible();

  await world.server.start();
  await expect(phone.getByRole('link', { name: /À jour/ })).toBeVisible({ timeout: 60_000 });
  const api = await world.api();
  expect((await api.serial(PRODUCT_ID, 'KILL-1'))?.history).toHaveLength(1);
});

test('the app starts without a network after the browser was closed, and what waited is still there', async ({
  world
}) => {
  const before = await world.device('Téléphone');
  world.network.cut();
  await makeMovement(before, { form: 'Entrée de stock', product: PRODUCT, serial: 'COLD-1' });
  await expectOutcome(before, 'Entré');
  await before.context().close();

  const after = await world.reopen('Téléphone');
  await expect(after.getByRole('heading', { name: 'Accueil' })).toBeVisible();
  await expect(after.getByRole('link', { name: /1 mouvements? en attente/ })).toBeVisible();
});
