import type { Page } from '@playwright/test';
import { fr } from '../../src/lib/i18n/messages.fr.ts';
import { accessResponseSchema } from '../../src/lib/protocol/access.ts';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '../../src/lib/protocol/version.ts';
import { movementFactory } from '../factories/movements.ts';
import { languages } from './support/languages.ts';
import { makeMovement } from './support/movement-form.ts';
import { setUpDesk } from './support/set-up-desk.ts';
import { expect, test, type World } from './support/story.ts';

async function addOperator(page: Page, world: World, t: (typeof languages)[number]['t']): Promise<void> {
  await page.goto(`${world.network.url}/personnes`);
  await page.getByRole('button', { name: t.access.addPerson }).click();
  await page.getByLabel(t.access.name, { exact: true }).fill('Sam Picard');
  await page.getByLabel(t.access.pin, { exact: true }).fill('4711');
  await page.getByRole('button', { name: t.access.save }).click();
  await expect(page.getByRole('heading', { name: 'Sam Picard' })).toBeVisible();
}

/** Shows a code at the desk and opens what it reads as on a phone. */
async function pairPhone(input: {
  page: Page;
  world: World;
  language: (typeof languages)[number];
}): Promise<Page> {
  const { page, world, language } = input;
  const { t, locale } = language;
  await page.goto(`${world.network.url}/appareils`);
  await page.getByLabel(t.access.deviceName).fill('Zebra 3');
  await page.getByRole('button', { name: t.access.showCode }).click();
  const code = page.getByRole('img', { name: t.access.codeImage });
  const link = new URL((await code.getAttribute('data-link')) ?? '');
  await page.getByRole('button', { name: t.access.done }).click();
  const phone = await world.stranger('Téléphone', { locale });
  await expect(phone.getByText(t.access.welcome)).toBeVisible();
  await phone.goto(`${world.network.url}${link.pathname}${link.hash}`);
  await phone.reload();
  await phone.getByRole('button', { name: t.access.pair, exact: true }).click();
  return phone;
}

/** A movement of the phone arrives, and the one that it numbered before it does not. */
async function skipNumber(phone: Page, world: World): Promise<void> {
  const headers = { [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) };
  const access = await phone.request.get(`${world.network.url}/api/access`, { headers });
  const { device } = accessResponseSchema.parse(await access.json());
  const make = movementFactory(9, { deviceId: device?.id ?? '' });
  make();
  const data = { sentAt: Date.now(), movements: [make()] };
  expect((await phone.request.post(`${world.network.url}/api/sync/push`, { headers, data })).ok()).toBe(true);
}

async function unlock(phone: Page, t: (typeof languages)[number]['t'], pin: string): Promise<void> {
  await phone.getByRole('button', { name: 'Sam Picard' }).click();
  await phone.getByLabel(t.access.lockPin).fill(pin);
  await phone.getByRole('button', { name: t.access.unlock }).click();
}

for (const language of languages) {
  const { name, t } = language;

  test(`first administrator, a paired phone, a person with a PIN, and the phone shut out again, ${name}`, async ({
    world
  }) => {
    const page = await setUpDesk(world, language);
    await addOperator(page, world, t);
    const phone = await pairPhone({ page, world, language });

    // Nobody works on it before they have said who they are; a wrong PIN says nothing more.
    await expect(phone.getByRole('heading', { name: t.access.lockTitle })).toBeVisible();
    await unlock(phone, t, '0000');
    await expect(phone.getByText(t.access.lockWrong)).toBeVisible();
    await phone.getByLabel(t.access.lockPin).fill('4711');
    await phone.getByRole('button', { name: t.access.unlock }).click();
    await expect(phone.getByRole('heading', { name: t.home.title })).toBeVisible();

    // What is for the desk is not offered to who holds the phone.
    await phone.goto(`${world.network.url}/pieces`);
    await expect(phone.getByRole('heading', { name: t.documents.title })).toBeVisible();
    await expect(phone.getByRole('link', { name: t.documents.create, exact: true })).toBeHidden();
    await phone.goto(`${world.network.url}/inventaires`);
    await expect(phone.getByRole('heading', { name: t.counting.title })).toBeVisible();
    await expect(phone.getByRole('link', { name: t.counting.create, exact: true })).toBeHidden();

    // Without a network: locked, unlocked, scanned; reloading does not open the lock.
    await phone.evaluate(async () => void (await navigator.serviceWorker.ready));
    world.network.cut();
    await phone.goto(`${world.network.url}/plus`);
    await phone.getByRole('button', { name: t.access.switchOperator }).click();
    await phone.reload();
    await unlock(phone, t, '4711');
    await expect(phone.getByRole('heading', { name: t.access.lockTitle })).toBeHidden();
    if (t === fr) {
      await makeMovement(phone, { form: 'Entrée de stock', product: 'DOCK-C', serial: 'LOCKED-1' });
    }
    world.network.mode = 'up';
    if (t === fr) {
      await page.goto(`${world.network.url}/produits/stocks/series?q=LOCKED-1`);
      const link = page.getByRole('link', { name: /LOCKED-1/ });
      await link.first().click();
      await expect(page.getByText(/Sam Picard/).first()).toBeVisible();
    }

    await skipNumber(phone, world);
    await page.goto(`${world.network.url}/appareils`);
    await expect(page.getByRole('heading', { name: 'Zebra 3' })).toBeVisible();
    const missing = page.getByText(t.access.missing, { exact: true });
    await expect(missing.locator('..').getByText('1', { exact: true })).toBeVisible();
    await page.getByRole('button', { name: `${t.access.revoke} Zebra 3` }).click();
    await page.getByRole('dialog').getByRole('button', { name: t.access.revoke, exact: true }).click();
    await expect(page.getByText(t.access.revoked)).toBeVisible();
    await phone.goto(`${world.network.url}/file-d-attente`);
    await expect(phone.getByText(t.errors['pairing-needed'].what).first()).toBeVisible();

    await page.goto(`${world.network.url}/journal`);
    await expect(page.getByText(t.access.actions['POST /devices/revoke'] ?? '?')).toBeVisible();
    await page.goto(`${world.network.url}/compte`);
    await expect(page.getByText('Alix Martin').first()).toBeVisible();
    await page.getByRole('button', { name: t.access.signOut }).click();
    await expect(page.getByRole('heading', { name: t.access.signInTitle })).toBeVisible();
    await page.goto(`${world.network.url}/personnes`);
    await expect(page.getByText(t.errors['sign-in-needed'].what)).toBeVisible();
  });
}
