import type { Page } from '@playwright/test';
import { expectOutcome, makeMovement } from './support/movement-form.ts';
import { expect, test } from './support/story.ts';

const PRODUCT = 'ECR-24';
const PRODUCT_ID = 'prd-ecr-24';

/** The browser forgets the databases of the app and nothing else, as Chromium does after some crashes. */
async function emptyDatabases(page: Page, origin: string): Promise<void> {
  await page.goto('about:blank');
  const browser = await page.context().newCDPSession(page);
  await browser.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
  await browser.detach();
}

async function enter(page: Page, serials: readonly string[]): Promise<void> {
  for (const serial of serials) {
    await makeMovement(page, { form: 'Entrée de stock', product: PRODUCT, serial });
    await expectOutcome(page, 'Entré');
  }
}

test('a database emptied by the browser is noticed before the next scan, and what waited is sent after all', async ({
  world
}) => {
  const phone = await world.device('Téléphone', { operator: 'Ada' });
  const api = await world.api();
  await enter(phone, ['SENT-1']);
  await expect(phone.getByRole('link', { name: /À jour/ })).toBeVisible();
  world.network.cut();
  await enter(phone, ['COPY-1', 'COPY-2', 'COPY-3']);
  await emptyDatabases(phone, world.network.url);

  await phone.goto(`${world.network.url}/file-d-attente`);
  await expect(phone.getByText('Le navigateur avait vidé le stockage de Douchette')).toBeVisible();
  await expect(phone.getByText(/3\smouvements non envoyés ont été retrouvés/)).toBeVisible();
  for (const serial of ['COPY-1', 'COPY-2', 'COPY-3']) await expect(phone.getByText(serial)).toBeVisible();

  world.network.mode = 'up';
  await expect(phone.getByRole('link', { name: /À jour/ })).toBeVisible({ timeout: 60_000 });
  await enter(phone, ['AFTER-1']);
  await expect.poll(async () => (await api.serial(PRODUCT_ID, 'AFTER-1'))?.history.length).toBe(1);
  const mine = (await api.movements()).filter(({ operator }) => operator.name === 'Ada');
  expect(mine.map(({ serial }) => serial)).toEqual(['SENT-1', 'COPY-1', 'COPY-2', 'COPY-3', 'AFTER-1']);
  expect(new Set(mine.map(({ origin }) => origin.deviceId)).size).toBe(1);
  const [sent, ...rest] = mine.map(({ origin }) => [origin.incarnation, origin.sequence]);
  expect(rest.slice(0, 3)).toEqual([2, 3, 4].map((sequence) => [sent?.[0], sequence]));
  expect(rest[3]?.[0]).not.toBe(sent?.[0]);

  await phone.getByRole('button', { name: 'J’ai compris' }).click();
  await phone.reload();
  await expect(
    phone.getByRole('heading', { name: 'Fiche mouvement' }).or(phone.locator('main'))
  ).toBeVisible();
  await expect(phone.getByText('Le navigateur avait vidé le stockage')).toHaveCount(0);
});

test('a database of the right version without tables is mended, and the queue comes back from the copy', async ({
  world
}) => {
  const phone = await world.device('Téléphone');
  world.network.cut();
  await enter(phone, ['BARE-1']);
  await phone.goto('about:blank');
  // A page of the origin that is not the app, and that its service worker leaves alone.
  await phone.route('**/api/bare', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>bare</title>' })
  );
  await phone.goto(`${world.network.url}/api/bare`);
  const tables = await phone.evaluate(async () => {
    const answer = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const db = await answer(indexedDB.open('douchette'));
    const { version } = db;
    db.close();
    await answer(indexedDB.deleteDatabase('douchette'));
    const bare = await answer(indexedDB.open('douchette', version));
    const count = bare.objectStoreNames.length;
    bare.close();
    return count;
  });
  expect(tables).toBe(0);

  await phone.goto(`${world.network.url}/file-d-attente`);
  await expect(phone.getByText(/1\smouvement non envoyé a été retrouvé/)).toBeVisible();
  await expect(phone.getByText('BARE-1')).toBeVisible();
  world.network.mode = 'up';
  const api = await world.api();
  await expect.poll(async () => (await api.serial(PRODUCT_ID, 'BARE-1'))?.history.length).toBe(1);
});

test('two tabs scan with one second copy, and the one that stays goes on with it', async ({ world }) => {
  const first = await world.device('Téléphone');
  const second = await first.context().newPage();
  await second.goto(world.network.url);
  await expect(second.getByRole('heading', { name: 'Accueil' })).toBeVisible();
  world.network.cut();
  await enter(first, ['TAB-A1']);
  await enter(second, ['TAB-B1']);
  await first.close();
  await enter(second, ['TAB-B2']);
  await second.goto(`${world.network.url}/reglages`);
  await expect(second.getByText('Tenue à jour, en dehors de la base du navigateur.')).toBeVisible();
  await emptyDatabases(second, world.network.url);
  await second.goto(`${world.network.url}/file-d-attente`);
  await expect(second.getByText(/3\smouvements non envoyés ont été retrouvés/)).toBeVisible();
  for (const serial of ['TAB-A1', 'TAB-B1', 'TAB-B2']) await expect(second.getByText(serial)).toBeVisible();
});

test('without databases, cookies, marks and copies the device begins anew and never repeats a number', async ({
  world
}) => {
  const phone = await world.device('Téléphone', { operator: 'Ada' });
  const api = await world.api();
  await enter(phone, ['OLD-1']);
  await expect.poll(async () => (await api.serial(PRODUCT_ID, 'OLD-1'))?.history.length).toBe(1);
  await phone.goto('about:blank');
  const browser = await phone.context().newCDPSession(phone);
  await browser.send('Storage.clearDataForOrigin', { origin: world.network.url, storageTypes: 'all' });
  await phone.goto(world.network.url);
  await phone.getByLabel('Votre nom').fill('Ada');
  await phone.getByRole('button', { name: 'Commencer' }).click();
  await expect(phone.getByRole('heading', { name: 'Accueil' })).toBeVisible();
  await enter(phone, ['NEW-1']);
  await expect.poll(async () => (await api.serial(PRODUCT_ID, 'NEW-1'))?.history.length).toBe(1);
  const mine = (await api.movements()).filter(({ operator }) => operator.name === 'Ada');
  const places = mine.map(({ origin }) => `${origin.incarnation} ${origin.sequence}`);
  expect(new Set(places).size).toBe(2);
});
