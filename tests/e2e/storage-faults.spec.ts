import path from 'node:path';
import type { Page } from '@playwright/test';
import { onlyPage, openBrowser } from './support/browser.ts';
import {
  chooseProduct,
  expectOutcome,
  makeMovement,
  openForm,
  serialField
} from './support/movement-form.ts';
import { expect, test } from './support/story.ts';

const PRODUCT = 'ECR-24';
const PRODUCT_ID = 'prd-ecr-24';

declare global {
  interface Window {
    queueWrites: { durability: string; completed: boolean }[];
    failWrites: number;
  }
}

/** Fault f02: what durability each write to the queue has, and when it was complete. */
async function watchWrites(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.queueWrites = [];
    const real = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (...given: Parameters<typeof real>) {
      const transaction = real.apply(this, given);
      const stores = [given[0]].flat();
      if (transaction.mode === 'readwrite' && stores.includes('outbox')) {
        const write = { durability: transaction.durability, completed: false };
        window.queueWrites.push(write);
        transaction.addEventListener('complete', () => (write.completed = true));
      }
      return transaction;
    };
  });
}

/** Fault f04: so many next transactions that write the queue fail as in Safari. */
async function makeConnectionFragile(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.failWrites = 0;
    const real = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (...given: Parameters<typeof real>) {
      const stores = [given[0]].flat();
      if (window.failWrites > 0 && given[1] === 'readwrite' && stores.includes('outbox')) {
        window.failWrites -= 1;
        throw new DOMException(
          'Connection to Indexed Database server lost. Refresh the page',
          'UnknownError'
        );
      }
      return real.apply(this, given);
    };
  });
}

test('every write to the queue is strict, and nothing is shown as stored before it is complete', async ({
  world
}) => {
  const phone = await world.device('Téléphone');
  await watchWrites(phone);
  await makeMovement(phone, { form: 'Entrée de stock', product: PRODUCT, serial: 'STRICT-1' });
  await expectOutcome(phone, 'Entré');
  const shown = await phone.evaluate(() => window.queueWrites);
  expect(shown[0]).toEqual({ durability: 'strict', completed: true });
  await expect(phone.getByRole('link', { name: /À jour/ })).toBeVisible();
  const all = await phone.evaluate(() => window.queueWrites);
  expect(all.length).toBeGreaterThan(1);
  expect(new Set(all.map(({ durability }) => durability))).toEqual(new Set(['strict']));
});

test('a lost connection to the database is made again: the scan is stored, once', async ({ world }) => {
  const phone = await world.device('Téléphone');
  const api = await world.api();
  await makeConnectionFragile(phone);
  await openForm(phone, 'Entrée de stock');
  await chooseProduct(phone, PRODUCT);
  await serialField(phone).fill('LOSTDB-1');
  await phone.evaluate(() => (window.failWrites = 2));
  await phone.getByRole('button', { name: 'OK' }).click();
  await expectOutcome(phone, 'Entré');
  await expect.poll(async () => (await api.serial(PRODUCT_ID, 'LOSTDB-1'))?.history.length).toBe(1);
  await expect(phone.getByRole('link', { name: /À jour/ })).toBeVisible();
});

test('a connection that stays lost stops the whole screen, and nothing is shown as stored', async ({
  world
}) => {
  const phone = await world.device('Téléphone');
  const api = await world.api();
  await makeConnectionFragile(phone);
  await openForm(phone, 'Entrée de stock');
  await chooseProduct(phone, PRODUCT);
  await serialField(phone).fill('GONEDB-1');
  await phone.evaluate(() => (window.failWrites = 1000));
  await phone.getByRole('button', { name: 'OK' }).click();
  const stop = phone.getByRole('alertdialog', { name: 'Cet appareil n’écrit plus' });
  await expect(stop).toBeVisible();
  await phone.keyboard.press('Escape');
  await expect(stop).toBeVisible();
  await stop.getByRole('button', { name: 'Recharger l’application' }).click();
  await makeMovement(phone, { form: 'Entrée de stock', product: PRODUCT, serial: 'GONEDB-2' });
  await expectOutcome(phone, 'Entré');
  await expect.poll(async () => (await api.serial(PRODUCT_ID, 'GONEDB-2'))?.history.length).toBe(1);
  expect(await api.serial(PRODUCT_ID, 'GONEDB-1')).toBeNull();
});

test('a full disk is told loudly, shows nothing as stored, and the queue still drains', async ({ world }) => {
  const before = await world.device('Téléphone');
  const api = await world.api();
  world.network.cut();
  await makeMovement(before, { form: 'Entrée de stock', product: PRODUCT, serial: 'FULL-1' });
  await expectOutcome(before, 'Entré');

  // The app and the demonstration are bigger than that: nothing fits any more. What space there
  // is the browser asks only once in a while, so it starts anew.
  await before.context().close();
  const browser = await openBrowser({ profile: path.join(world.folder, encodeURIComponent('Téléphone')) });
  const phone = await onlyPage(browser);
  const devtools = await browser.newCDPSession(phone);
  const origin = world.network.url;
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1_000_000 });
  await phone.goto(origin);
  await makeMovement(phone, { form: 'Entrée de stock', product: PRODUCT, serial: 'FULL-2' });
  await expectOutcome(phone, 'Il n’y a plus de place');
  await expect(serialField(phone)).toHaveValue('FULL-2');
  await expect(phone.getByText('rien ne s’enregistre plus')).toBeVisible();

  world.network.mode = 'up';
  await expect.poll(async () => (await api.serial(PRODUCT_ID, 'FULL-1'))?.history.length).toBe(1);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin });
  await expect(phone.getByRole('link', { name: /À jour/ })).toBeVisible({ timeout: 60_000 });
  expect((await api.serial(PRODUCT_ID, 'FULL-1'))?.history).toHaveLength(1);
  expect(await api.serial(PRODUCT_ID, 'FULL-2')).toBeNull();
  await browser.close();
});
