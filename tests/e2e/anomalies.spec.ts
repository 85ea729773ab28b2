import type { Page } from '@playwright/test';
import { makeMovement } from './support/movement-form.ts';
import { expect, test, type World } from './support/story.ts';

const PRODUCT = 'PC-PRO14';
const PRODUCT_ID = 'prd-pc-pro14';
const DESK_VIEW = { viewport: { width: 1280, height: 800 } };

const card = (page: Page, serial: string) => page.getByRole('article').filter({ hasText: serial });

async function openAnomalies(world: World, page: Page): Promise<void> {
  await page.goto(`${world.network.url}/anomalies`);
  await expect(page.getByRole('heading', { name: 'Anomalies', level: 1 })).toBeVisible();
}

/** Opens the dialog of one anomaly and chooses a way out. */
async function settleBy(page: Page, serial: string, way: string): Promise<void> {
  await card(page, serial).getByRole('button', { name: 'Régler…' }).click();
  await page.getByRole('dialog').getByText(way).click();
}

const save = (page: Page) => page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click();

test('the desk sees both claims side by side and accepts with a reason, or takes one side back', async ({
  world
}) => {
  const ada = await world.device('Téléphone Ada', { operator: 'Ada' });
  const bob = await world.device('Téléphone Bob', { operator: 'Bob' });
  const desk = await world.device('Bureau', { operator: 'Claire', ...DESK_VIEW });
  const api = await world.api();
  world.network.cut();
  for (const serial of ['E2E-A', 'E2E-B']) {
    await makeMovement(ada, { form: 'Entrée de stock', product: PRODUCT, serial });
    await makeMovement(bob, { form: 'Entrée de stock', product: PRODUCT, serial });
  }
  world.network.mode = 'up';
  await expect.poll(async () => (await api.serial(PRODUCT_ID, 'E2E-B'))?.history.length).toBe(2);
  await expect.poll(async () => (await api.serial(PRODUCT_ID, 'E2E-A'))?.history.length).toBe(2);

  await openAnomalies(world, desk);
  await expect(card(desk, 'E2E-A')).toContainText('Double entrée');
  await expect(card(desk, 'E2E-A')).toContainText('Ada, Téléphone Ada');
  await expect(card(desk, 'E2E-A')).toContainText('Bob, Téléphone Bob');

  await settleBy(desk, 'E2E-A', 'C’est normal, l’accepter');
  await save(desk);
  await expect(desk.getByRole('dialog')).toContainText('Donnez le motif');
  await desk.getByRole('dialog').getByLabel('Motif').fill('Deux cartons, un seul appareil');
  await save(desk);
  await expect(card(desk, 'E2E-A')).toHaveCount(0);

  await settleBy(desk, 'E2E-B', 'Un des deux mouvements est faux');
  await desk.getByRole('dialog').getByLabel('Motif').fill('Scanné deux fois');
  await save(desk);
  await expect(card(desk, 'E2E-B')).toHaveCount(0);
  const reversed = await api.serial(PRODUCT_ID, 'E2E-B');
  expect(reversed?.row.anomalies).toEqual([]);
  expect(reversed?.row.state.status).toBe('in-stock');

  await desk.getByRole('radio', { name: 'Réglées' }).check({ force: true });
  await expect(card(desk, 'E2E-A')).toContainText('Acceptée par une personne');
  await expect(card(desk, 'E2E-A')).toContainText('Deux cartons, un seul appareil');
  await expect(card(desk, 'E2E-B')).toContainText('un des mouvements a été annulé');
});

test('a missing receipt is added before the exit that lacked it, and a misread serial is corrected', async ({
  world
}) => {
  const desk = await world.device('Bureau', { operator: 'Claire', ...DESK_VIEW });
  const api = await world.api();
  for (const serial of ['E2E-C', 'E2E-D0']) {
    await makeMovement(desk, { form: 'Sortie de stock', product: PRODUCT, serial });
    await expect.poll(async () => (await api.serial(PRODUCT_ID, serial))?.history.length).toBe(1);
  }
  await makeMovement(desk, { form: 'Entrée de stock', product: PRODUCT, serial: 'E2E-DO' });
  await expect.poll(async () => (await api.serial(PRODUCT_ID, 'E2E-DO'))?.history.length).toBe(1);

  await openAnomalies(world, desk);
  await expect(card(desk, 'E2E-C')).toContainText('Sortie sans entrée');
  await settleBy(desk, 'E2E-C', 'Il manque un mouvement');
  await desk
    .getByRole('dialog')
    .getByLabel('Mouvement manquant', { exact: true })
    .selectOption({ label: 'Réception achat' });
  await save(desk);
  await expect(card(desk, 'E2E-C')).toHaveCount(0);
  const explained = await api.serial(PRODUCT_ID, 'E2E-C');
  expect(explained?.row.state.status).toBe('delivered');
  expect(explained?.history.map(({ movement }) => movement.kind)).toEqual(['receipt', 'shipment']);

  await settleBy(desk, 'E2E-D0', 'Le n° de série a été mal lu');
  await desk.getByRole('dialog').getByLabel('N° de série exact').fill('E2E-DO');
  await save(desk);
  await expect(card(desk, 'E2E-D0')).toHaveCount(0);
  expect((await api.serial(PRODUCT_ID, 'E2E-DO'))?.row.state.status).toBe('in-stock');
  expect((await api.serial(PRODUCT_ID, 'E2E-D0'))?.row.alias?.serial).toBe('E2E-DO');
});

test('without a network the desk is told why the list is missing, and has it once the network is back', async ({
  world
}) => {
  const desk = await world.device('Bureau', { operator: 'Claire', ...DESK_VIEW });
  world.network.cut();
  await openAnomalies(world, desk);
  await expect(desk.getByText('La liste des anomalies a besoin du serveur')).toBeVisible();
  world.network.mode = 'up';
  await expect(desk.getByText('La liste des anomalies a besoin du serveur')).toHaveCount(0);
  await expect(desk.getByRole('article').first()).toBeVisible();
});
