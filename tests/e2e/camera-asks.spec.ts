import path from 'node:path';
import { readdirSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { emptyFrame, writeVideo } from '../factories/camera-video.ts';
import { wedge } from './support/hardware-scanner.ts';
import {
  chooseProduct,
  expectOutcome,
  makeMovement,
  openForm,
  serialField
} from './support/movement-form.ts';
import { expect, test } from './support/story.ts';

/** Fault f35: how often the browser is asked for the camera. */
declare global {
  interface Window {
    cameraAsked: number;
    refuseCamera?: boolean;
  }
}

const PRODUCT = 'ECR-24';
const routes = path.resolve(import.meta.dirname, '../../src/routes');

/** Every screen of the app that needs no parameter. */
const screens = readdirSync(routes, { recursive: true })
  .map(String)
  .filter((file) => path.basename(file) === '+page.svelte' && !file.includes('['))
  .map((file) => `/${path.dirname(file) === '.' ? '' : path.dirname(file)}`);

async function countAsking(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.cameraAsked = 0;
    const { mediaDevices } = navigator;
    const real = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (wanted) => {
      window.cameraAsked += 1;
      if (window.refuseCamera) throw new DOMException('', 'NotAllowedError');
      return real(wanted);
    };
  });
}

const asked = (page: Page) => page.evaluate(() => window.cameraAsked);
const scanner = (page: Page) => page.getByRole('dialog', { name: 'Scanner' });
const openCamera = (page: Page) => page.getByRole('button', { name: 'Scanner avec la caméra' }).click();

test('no screen asks for the camera by itself, and a scan session asks once', async ({ world }) => {
  const video = path.join(world.folder, 'empty.y4m');
  writeVideo(video, [emptyFrame()]);
  const phone = await world.device('Téléphone', { cameraVideo: video });
  await countAsking(phone);
  expect(screens.length).toBeGreaterThan(20);
  for (const screen of screens) {
    await phone.goto(`${world.network.url}${screen}`);
    await expect(phone.locator('main')).toBeVisible();
    expect(await asked(phone), screen).toBe(0);
  }
  await openForm(phone, 'Entrée de stock');
  for (let session = 1; session <= 3; session += 1) {
    await openCamera(phone);
    await expect(scanner(phone)).toBeVisible();
    await expect.poll(() => asked(phone)).toBe(session);
    await phone.keyboard.press('Escape');
    await expect(scanner(phone)).toBeHidden();
  }
  expect(await asked(phone)).toBe(3);
});

test('after a refusal nothing asks again until a person does, and scanner and typing go on', async ({
  world
}) => {
  const phone = await world.device('Téléphone');
  await countAsking(phone);
  await openForm(phone, 'Entrée de stock');
  await chooseProduct(phone, PRODUCT);
  await phone.evaluate(() => (window.refuseCamera = true));
  await openCamera(phone);
  await expect(phone.getByRole('alert').filter({ hasText: 'La caméra est refusée' })).toBeVisible();
  expect(await asked(phone)).toBe(1);
  // Not by a key: a scan that follows one at once is refused, since it may not be whole.
  await scanner(phone).getByRole('button', { name: 'Fermer' }).click();
  await wedge(phone, ']C0WEDGE-1');
  await expect(serialField(phone)).toHaveValue('WEDGE-1');
  await phone.getByRole('button', { name: 'OK' }).click();
  await expectOutcome(phone, 'Entré');
  expect(await asked(phone)).toBe(1);
  await makeMovement(phone, { form: 'Entrée de stock', product: PRODUCT, serial: 'TYPED-1' });
  await expectOutcome(phone, 'Entré');
  expect(await asked(phone)).toBe(0);
});
