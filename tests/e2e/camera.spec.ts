import { existsSync } from 'node:fs';
import path from 'node:path';
import type { PixelImage } from '../../src/lib/scan/detection.ts';
import { emptyFrame, photographFrame, toPng, writeVideo } from '../factories/camera-video.ts';
import { drawLabel } from '../factories/label-image.ts';
import { chooseProduct, expectOutcome, openForm, serialField } from './support/movement-form.ts';
import { expect, test } from './support/story.ts';

/** The first demonstration product, `server/services/demo/demo-catalogue.ts`. */
const PRODUCT = { id: 'prd-pc-pro14', code: 'PC-PRO14' };

test('the camera reads a label without a network, the scan survives a reload and reaches the server once', async ({
  world
}) => {
  const video = path.join(world.folder, 'label.y4m');
  const api = await world.api();
  const seeder = await world.device('Poste');
  const { catalogue } = await api.manifest();
  const gtin = catalogue.products.find(({ id }) => id === PRODUCT.id)?.gtins[0] ?? '';
  await seeder.context().close();
  const label = await drawLabel({
    codes: [{ bcid: 'gs1datamatrix', text: `(01)${gtin}(21)CAM-0001`, scale: 8 }]
  });
  writeVideo(video, [emptyFrame(), label, label, label, label]);

  const phone = await world.device('Téléphone caméra', { operator: 'Ada', cameraVideo: video });
  world.network.cut();
  await openForm(phone, 'Entrée de stock');
  await phone.getByRole('button', { name: 'Scanner avec la caméra' }).click();
  await expect(serialField(phone)).toHaveValue('CAM-0001', { timeout: 30_000 });
  await expect(phone.getByRole('combobox', { name: 'Article' })).toHaveValue(new RegExp(PRODUCT.code));
  await phone.getByRole('button', { name: 'OK' }).click();
  await expectOutcome(phone, 'Entré');

  await phone.reload();
  await expect(phone.getByRole('link', { name: /1 mouvement en attente/ })).toBeVisible();
  expect(await api.serial(PRODUCT.id, 'CAM-0001')).toBeNull();

  world.network.mode = 'up';
  await expect
    .poll(async () => (await api.serial(PRODUCT.id, 'CAM-0001'))?.history.length, { timeout: 60_000 })
    .toBe(1);
  const detail = await api.serial(PRODUCT.id, 'CAM-0001');
  expect(detail?.history[0]?.movement).toMatchObject({ capture: 'camera', operator: { name: 'Ada' } });

  const desk = await world.device('Poste réception', { viewport: { width: 1280, height: 800 } });
  await desk.goto(`${world.network.url}/produits/stocks/series?q=CAM-0001`);
  await desk
    .getByRole('link', { name: /CAM-0001/ })
    .first()
    .click();
  await expect(desk.getByText('En stock — disponible')).toBeVisible();
  await expect(desk.getByText('Ada, sur Téléphone caméra')).toBeVisible();
  await expect(desk.getByText('Lu à la caméra')).toBeVisible();
});

const photograph = path.resolve(import.meta.dirname, '../../../shared/barcodes/code128-1/2.png');

test('the camera reads a photograph of a real label', async ({ world }) => {
  test.skip(
    !existsSync(photograph),
    `needs the photograph ${path.basename(photograph)} beside the repository`
  );
  const video = path.join(world.folder, 'photo.y4m');
  writeVideo(video, [photographFrame(photograph)]);
  const phone = await world.device('Téléphone', { cameraVideo: video });
  world.network.cut();
  await openForm(phone, 'Entrée de stock');
  await chooseProduct(phone, PRODUCT.code);
  await phone.getByRole('button', { name: 'Scanner avec la caméra' }).click();
  await expect(serialField(phone)).toHaveValue('Code 128', { timeout: 30_000 });
});

const REFUSALS = [
  { name: 'NotAllowedError', title: 'La caméra est refusée', todo: 'Autoriser' },
  {
    name: 'NotReadableError',
    title: 'La caméra est prise par une autre application',
    todo: 'Fermez cette application'
  },
  { name: 'NotFoundError', title: 'Aucune caméra sur cet appareil', todo: 'une photo' }
];

test('without a camera the reason and what to do are said, and a photo is taken after it was compared', async ({
  world
}) => {
  const phone = await world.device('Téléphone');
  await openForm(phone, 'Entrée de stock');
  for (const [at, { name, title, todo }] of REFUSALS.entries()) {
    await phone.evaluate((refusal) => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', refusal));
    }, name);
    if (at === 0) await phone.getByRole('button', { name: 'Scanner avec la caméra' }).click();
    else await phone.getByRole('button', { name: 'Réessayer' }).click();
    const problem = phone.getByRole('alert').filter({ hasText: title });
    await expect(problem).toContainText(todo);
  }

  await phone.evaluate(() => (document.documentElement.style.fontSize = '200%'));
  const retry = phone.getByRole('button', { name: 'Réessayer' });
  await retry.scrollIntoViewIfNeeded();
  await expect(retry).toBeInViewport({ ratio: 1 });
  expect(
    await phone.evaluate(() => {
      const overlay = document.querySelector('dialog[open]');
      return overlay ? overlay.scrollWidth - overlay.clientWidth : null;
    })
  ).toBe(0);
  await phone.evaluate(() => (document.documentElement.style.fontSize = ''));

  const photo = (image: PixelImage) => ({ name: 'photo.png', mimeType: 'image/png', buffer: toPng(image) });
  const chooser = phone.getByLabel('Prendre ou choisir une photo');
  await chooser.setInputFiles({
    name: 'notes.png',
    mimeType: 'image/png',
    buffer: Buffer.from('no picture')
  });
  await expect(phone.getByText('n’est pas une image')).toBeVisible();
  await chooser.setInputFiles(photo(emptyFrame()));
  await expect(phone.getByText('Aucun code lu')).toBeVisible();

  const label = await drawLabel({ codes: [{ bcid: 'code39', text: 'SN-PHOTO-39' }] });
  const check = phone.getByRole('dialog', { name: 'Est-ce bien écrit ainsi' });
  await chooser.setInputFiles(photo(label));
  await expect(check).toContainText('SN-PHOTO-39');
  await check.getByRole('button', { name: 'Non' }).click();
  await expect(check).toBeHidden();
  await expect(phone.getByRole('dialog', { name: 'Scanner' })).toBeVisible();
  await chooser.setInputFiles(photo(label));
  await check.getByRole('button', { name: 'Oui, c’est écrit ainsi' }).click();
  await expect(serialField(phone)).toHaveValue('SN-PHOTO-39');
});

test('a camera that cannot be loaded is told, and loaded when the network is back', async ({ world }) => {
  const phone = await world.device('Téléphone');
  await openForm(phone, 'Entrée de stock');
  // As on a device whose storage was cleared: the part of the app is not there any more.
  await phone.evaluate(async () => {
    for (const name of await caches.keys()) await caches.delete(name);
  });
  const session = await phone.context().newCDPSession(phone);
  await session.send('Network.clearBrowserCache');
  world.network.cut();
  await phone.getByRole('button', { name: 'Scanner avec la caméra' }).click();
  const told = phone.getByRole('dialog', { name: 'La caméra n’a pas pu être chargée' });
  await expect(told).toBeVisible();
  world.network.mode = 'up';
  await told.getByRole('button', { name: 'Réessayer' }).click();
  await expect(phone.getByRole('dialog', { name: 'Scanner' })).toBeVisible();
});
