import type { Page } from '@playwright/test';
import { emptyFrame, writeVideo } from '../factories/camera-video.ts';
import { wedge } from './support/hardware-scanner.ts';
import { chooseProduct, expectOutcome, openForm, serialField } from './support/movement-form.ts';
import { expect, test, type World } from './support/story.ts';
import path from 'node:path';

/** Fault f11: a new version of the app is published while a person scans. */
const UPDATES = Number(process.env.APP_UPDATES ?? 3);
const LONGEST_UPDATE_MS = 60_000;
const PRODUCT = 'ECR-24';
const PRODUCT_ID = 'prd-ecr-24';

// A button that something lies over is told soon.
test.use({ actionTimeout: 15_000 });

declare global {
  interface Window {
    notReloaded?: boolean;
  }
}

/** The worker of a new version is installed and waits. */
async function publish(world: World, page: Page, version: number): Promise<void> {
  world.network.workerSuffix = `\n// version ${version}\n`;
  await page.evaluate(async () => {
    await (await navigator.serviceWorker.ready).update();
  });
  await expect(page.getByText('Nouvelle version prête')).toBeVisible();
}

async function store(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'OK' }).click();
  await expectOutcome(page, 'Entré');
}

/** What a person is about when the version comes; each ends with the scan stored. */
const situations: Record<
  string,
  (world: World, page: Page, publishing: () => Promise<void>, serial: string) => Promise<void>
> = {
  async 'a hardware scanner types'(_world, page, publishing, serial) {
    const published = publishing();
    await wedge(page, `]C0${serial}`);
    await published;
    await expect(serialField(page)).toHaveValue(serial);
    await expect(page.getByRole('button', { name: 'Mettre à jour' })).toBeDisabled();
    await store(page);
  },
  async 'the camera looks'(_world, page, publishing, serial) {
    await page.getByRole('button', { name: 'Scanner avec la caméra' }).click();
    const camera = page.getByRole('dialog', { name: 'Scanner' });
    await expect(camera).toBeVisible();
    await publishing();
    await expect(camera).toBeVisible();
    await page.keyboard.press('Escape');
    await serialField(page).fill(serial);
    await store(page);
  },
  async 'a push is under way'(world, page, publishing, serial) {
    world.network.mode = 'hang';
    const before = world.network.hangingPushes;
    await serialField(page).fill(serial);
    await store(page);
    await expect.poll(() => world.network.hangingPushes).toBeGreaterThan(before);
    await publishing();
    world.network.cut();
    // What was not loaded yet comes from the version that runs, although another one waits.
    await page.getByRole('link', { name: /en attente/ }).click();
    await expect(page.getByRole('heading', { name: 'File d’attente' })).toBeVisible();
    await page.goBack();
    world.network.mode = 'up';
  }
};

test(`${UPDATES} new versions while a person scans: none reloads by itself, and no scan is lost`, async ({
  world
}) => {
  test.setTimeout(90_000 + UPDATES * LONGEST_UPDATE_MS);
  const video = path.join(world.folder, 'empty.y4m');
  writeVideo(video, [emptyFrame()]);
  const api = await world.api();
  const phone = await world.device('Téléphone', { cameraVideo: video });
  const names = Object.keys(situations);
  for (let version = 1; version <= UPDATES; version += 1) {
    await openForm(phone, 'Entrée de stock');
    await chooseProduct(phone, PRODUCT);
    await phone.evaluate(() => (window.notReloaded = true));
    const happen = situations[names[version % names.length] ?? ''];
    await happen?.(world, phone, () => publish(world, phone, version), `UPDATE-${version}`);
    expect(await phone.evaluate(() => window.notReloaded)).toBe(true);
    const reloaded = phone.waitForEvent('load');
    await phone.getByRole('button', { name: 'Mettre à jour' }).click();
    await reloaded;
    await expect
      .poll(async () => (await api.serial(PRODUCT_ID, `UPDATE-${version}`))?.history.length, {
        timeout: 60_000
      })
      .toBe(1);
  }
});

test('a version that one tab agreed to is in the other tab as soon as its person agrees too', async ({
  world
}) => {
  const first = await world.device('Téléphone');
  const second = await first.context().newPage();
  await second.goto(world.network.url);
  await expect(second.getByRole('heading', { name: 'Accueil' })).toBeVisible();
  await publish(world, first, 1);
  await expect(second.getByText('Nouvelle version prête')).toBeVisible();
  await second.evaluate(() => (window.notReloaded = true));
  for (const page of [first, second]) {
    const reloaded = page.waitForEvent('load');
    await page.getByRole('button', { name: 'Mettre à jour' }).click();
    await reloaded;
    if (page === first) expect(await second.evaluate(() => window.notReloaded)).toBe(true);
  }
  await expect(second.getByRole('heading', { name: 'Accueil' })).toBeVisible();
});
