import { existsSync } from 'node:fs';
import path from 'node:path';
import { emptyFrame, photographFrame, writeVideo } from '../factories/camera-video.ts';
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
