import type { Page } from '@playwright/test';
import { PNG } from 'pngjs';
import { decodeImage } from '../../src/lib/scan/decode-image.ts';
import { DEFAULT_SCANNER } from '../../src/lib/scan/scanner-settings.ts';
import { TEST_CODES } from '../../src/lib/scan/scanner-test-codes.ts';
import { openForm, serialField } from './support/movement-form.ts';
import { sendInLayout } from './support/scanner-in-layout.ts';
import { expect, test } from './support/story.ts';

const printed = (id: string): string => TEST_CODES.find((code) => code.id === id)?.text ?? '';

async function openSetup(page: Page): Promise<void> {
  await page.goto(new URL('/reglages', page.url()).href);
  await page.getByRole('link', { name: 'Régler la douchette' }).click();
  await expect(page.getByText('En attente d’un scan…')).toBeVisible();
}

test('a scanner in AZERTY is told, taken as it is by one button, and then right all over the app', async ({
  world
}) => {
  const phone = await world.device('Téléphone');
  await openSetup(phone);

  await sendInLayout(phone, printed('line'), { layout: 'fr' });
  const result = phone.getByRole('region', { name: 'Essai', exact: true });
  await expect(result).toContainText('réglée sur AZERTY (France)');
  await result.getByRole('button', { name: 'Corriger ici' }).click();
  await expect(result).toContainText('Tout est juste');
  await expect(phone.getByLabel('Disposition', { exact: true })).toHaveValue('fr');

  await phone.reload();
  await expect(phone.getByLabel('Disposition', { exact: true })).toHaveValue('fr');
  await openForm(phone, 'Entrée de stock');
  await sendInLayout(phone, 'QUAI7Z', { layout: 'fr' });
  await expect(serialField(phone)).toHaveValue('QUAI7Z');
});

test('a setting that is changed holds at once, without a new start', async ({ world }) => {
  const phone = await world.device('Téléphone');
  await openSetup(phone);
  await sendInLayout(phone, `##${printed('line')}`);
  await phone.getByRole('button', { name: 'Corriger ici' }).click();
  await expect(phone.getByLabel('Préfixe à ôter')).toHaveValue('##');
  await phone.getByRole('link', { name: 'Retour' }).click();
  await phone.getByRole('link', { name: 'Entrée', exact: true }).click();
  await expect(serialField(phone)).toBeVisible();
  await sendInLayout(phone, '##SETUP-1');
  await expect(serialField(phone)).toHaveValue('SETUP-1');
});

test('a GS that is sent, one that is lost, and a missing Enter are told apart', async ({ world }) => {
  const phone = await world.device('Téléphone');
  await openSetup(phone);
  const result = phone.getByRole('region', { name: 'Essai', exact: true });
  await sendInLayout(phone, printed('gs1'));
  await expect(result).toContainText('Tout est juste');
  await sendInLayout(phone, printed('gs1').replace('\u001d', ''));
  await expect(result).toContainText('Le séparateur GS n’arrive pas');
  await sendInLayout(phone, printed('line'), { end: null });
  await expect(result).toContainText('Ni Entrée ni Tab');
  await sendInLayout(phone, printed('line'), { end: 'Tab', paceMs: 80 });
  await expect(result).toContainText('jusqu’à 80');
  await expect(phone).toHaveURL(/lecteur$/);
});

test('a person types into the fields of the page as anywhere', async ({ world }) => {
  const phone = await world.device('Téléphone');
  await openSetup(phone);
  const prefix = phone.getByLabel('Préfixe à ôter');
  await prefix.pressSequentially('ABCDEF');
  await expect(prefix).toHaveValue('ABCDEF');
  const kept = await phone.evaluate(() => localStorage.getItem('douchette.scanner'));
  expect(JSON.parse(kept ?? '{}')).toEqual({ ...DEFAULT_SCANNER, prefix: 'ABCDEF' });
});

test('the codes of the sheet are those that the page expects, in the dark too', async ({ world }) => {
  const desk = await world.device('Poste', { viewport: { width: 1280, height: 900 } });
  await openSetup(desk);
  await desk.evaluate(() => (document.documentElement.dataset.theme = 'dark'));
  for (const { id, text } of TEST_CODES) {
    const picture = PNG.sync.read(await desk.locator(`img.${id}`).screenshot());
    const read = await decodeImage({ ...picture, data: new Uint8Array(picture.data) });
    expect(read.map((one) => one.text)).toEqual([text]);
  }
});
