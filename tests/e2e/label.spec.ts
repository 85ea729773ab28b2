import path from 'node:path';
import type { Page } from '@playwright/test';
import { emptyFrame, writeVideo } from '../factories/camera-video.ts';
import { drawLabel, type DrawnCode } from '../factories/label-image.ts';
import { expectOutcome, openForm, serialField } from './support/movement-form.ts';
import { expect, test, type World } from './support/story.ts';

/** The first demonstration product, `server/services/demo/demo-catalogue.ts`. */
const PRODUCT = { id: 'prd-pc-pro14', code: 'PC-PRO14' };

/** A phone whose camera sees this label, the movement form open. */
async function phoneBefore(world: World, codes: readonly DrawnCode[]): Promise<Page> {
  const video = path.join(world.folder, 'label.y4m');
  const label = await drawLabel({ codes });
  writeVideo(video, [emptyFrame(), label, label, label, label, label, label]);
  const phone = await world.device('Téléphone', { cameraVideo: video });
  await openForm(phone, 'Entrée de stock');
  return phone;
}

const scan = (phone: Page) => phone.getByRole('button', { name: 'Scanner avec la caméra' }).click();

const matrix = (text: string, x: number): DrawnCode => ({
  bcid: 'datamatrix',
  text,
  scale: 8,
  at: { x, y: 250 }
});

test('two codes that could be the serial are one question, and the next label like it none', async ({
  world
}) => {
  const phone = await phoneBefore(world, [
    matrix(PRODUCT.code, 60),
    matrix('LBL-0001-AB', 480),
    matrix('PN99', 900)
  ]);

  await scan(phone);
  const question = phone.getByRole('dialog', { name: 'Plusieurs codes lus' });
  await expect(question).toContainText('Lequel est le n° de série ?', { timeout: 30_000 });
  await expect(question.getByRole('switch', { name: 'Retenir pour cet article' })).toBeChecked();
  await question.getByRole('button', { name: 'LBL-0001-AB' }).click();
  await expect(serialField(phone)).toHaveValue('LBL-0001-AB');
  await expect(phone.getByRole('combobox', { name: 'Article' })).toHaveValue(new RegExp(PRODUCT.code));

  await openForm(phone, 'Entrée de stock');
  await scan(phone);
  await expect(serialField(phone)).toHaveValue('LBL-0001-AB', { timeout: 30_000 });
  await expect(question).toBeHidden();

  await phone.goto(new URL('/reglages', phone.url()).href);
  const labels = phone.getByRole('region', { name: 'Étiquettes retenues' });
  await expect(labels.getByRole('status')).toHaveText(/^1\s/);
  await labels.getByRole('button', { name: 'Tout oublier' }).click();
  await expect(labels.getByRole('status')).toHaveText(/^Aucune/);
});

test('a sheet of twenty is offered ticked and counted, and each ticked one is a movement', async ({
  world
}) => {
  const api = await world.api();
  const desk = await world.device('Poste');
  const { catalogue } = await api.manifest();
  const gtin = catalogue.products.find(({ id }) => id === PRODUCT.id)?.gtins[0] ?? '';
  await desk.context().close();
  const serials = Array.from({ length: 20 }, (_, at) => `SHEET-${String(at + 1).padStart(2, '0')}`);
  const piece = (serial: string, place: number): DrawnCode => ({
    bcid: 'gs1datamatrix',
    text: `(01)${gtin}(21)${serial}`,
    scale: 3,
    at: { x: 40 + (place % 5) * 245, y: 20 + Math.floor(place / 5) * 175 }
  });
  const phone = await phoneBefore(world, serials.map(piece));

  await scan(phone);
  const sheet = phone.getByRole('dialog', { name: /20 codes sur la feuille/ });
  await expect(sheet.getByRole('checkbox', { checked: true })).toHaveCount(20, { timeout: 30_000 });
  await sheet.getByRole('checkbox', { name: 'SHEET-07' }).uncheck();
  await sheet.getByRole('button', { name: /Prendre 19 n° de série/ }).click();
  await expectOutcome(phone, 'Entré');
  await expect(phone.getByText(/19\smouvements faits ici/)).toBeVisible();
  for (const serial of serials.filter((serial) => serial !== 'SHEET-07')) {
    await expect.poll(async () => (await api.serial(PRODUCT.id, serial))?.history.length).toBe(1);
  }
  expect(await api.serial(PRODUCT.id, 'SHEET-07')).toBeNull();
});
