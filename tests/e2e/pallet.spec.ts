import type { Page } from '@playwright/test';
import { wedge } from './support/hardware-scanner.ts';
import { fillCatalogue } from './support/movement-catalogue.ts';
import { expectOutcome, openForm } from './support/movement-form.ts';
import { expect, test } from './support/story.ts';

const PORTABLE = 'prd-portable';
const SSCC = '376000100000000010';
const STRANGER = '376000100000000027';

const piece = (serial: string) => `]d2010952123400001321${serial}`;

const scanPallet = (page: Page, sscc: string) => wedge(page, `]C100${sscc}`);

const ok = (page: Page) => page.getByRole('button', { name: 'OK', exact: true }).click();

test('a pallet is received under its SSCC on one device and leaves by one scan of it on another', async ({
  world
}) => {
  await fillCatalogue(world.folder);
  const api = await world.api();
  const desk = await world.device('Poste');
  await openForm(desk, 'Entrée de stock');
  await scanPallet(desk, SSCC);
  await expectOutcome(desk, 'Palette commencée');
  for (const serial of ['SN0001', 'SN0002', 'SN0003']) {
    await wedge(desk, piece(serial));
    await ok(desk);
    await expectOutcome(desk, 'Entré');
  }
  await desk.getByRole('button', { name: 'Palette terminée' }).click();
  await wedge(desk, piece('SN0009'));
  await ok(desk);
  const containerOf = async (serial: string) => (await api.serial(PORTABLE, serial))?.row.state.container;
  await expect.poll(() => containerOf('SN0003')).toBe(SSCC);
  await expect.poll(() => containerOf('SN0009')).toBe(null);

  const phone = await world.device('Téléphone', { operator: 'Bob' });
  await openForm(phone, 'Sortie de stock');
  await scanPallet(phone, STRANGER);
  await expectOutcome(phone, 'Palette inconnue ici');
  await expect(phone.getByText(`sous le SSCC ${STRANGER}`)).toBeVisible();
  await scanPallet(phone, SSCC);
  const sheet = phone.getByRole('dialog', { name: new RegExp(`Palette ${SSCC}.*3\\sn° de série`) });
  await expect(sheet.getByRole('checkbox', { checked: true })).toHaveCount(3);
  await sheet.getByRole('checkbox', { name: 'SN0002' }).uncheck();
  await sheet.getByRole('button', { name: /Prendre 2\sn° de série/ }).click();
  await expectOutcome(phone, 'Sorti');
  for (const serial of ['SN0001', 'SN0003']) {
    await expect
      .poll(async () => (await api.serial(PORTABLE, serial))?.row.state)
      .toMatchObject({ status: 'delivered', container: null });
  }
  expect(await containerOf('SN0002')).toBe(SSCC);
  await phone.goto(
    new URL(`/produits/stocks/series/fiche?article=${PORTABLE}&serie=SN0002`, phone.url()).href
  );
  const head = phone.getByRole('region', { name: 'N° de série SN0002' });
  await expect(head.getByText(`Palette ${SSCC}`)).toBeVisible();
  await expect(phone.getByRole('list', { name: 'Historique' }).getByText(`Palette ${SSCC}`)).toBeVisible();

  await openForm(phone, 'Entrée de stock');
  await scanPallet(phone, SSCC);
  const again = phone.getByRole('dialog', { name: new RegExp(`Palette ${SSCC}.*1\\sn° de série`) });
  await expect(again.getByRole('checkbox', { name: 'SN0002' })).not.toBeChecked();
  await again.getByRole('button', { name: 'Ne rien prendre' }).click();
  await expectOutcome(phone, 'Palette commencée');
});
