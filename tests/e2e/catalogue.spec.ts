import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { desk } from './support/browser.ts';
import { chooseProduct, openForm } from './support/movement-form.ts';
import { expect, test } from './support/story.ts';

const go = (page: Page, place: string) => page.goto(new URL(place, page.url()).href);
const save = (page: Page) => page.getByRole('button', { name: 'Enregistrer', exact: true }).click();

async function openProduct(page: Page, code: string): Promise<void> {
  await go(page, '/produits');
  await page.getByRole('searchbox', { name: 'Rechercher' }).fill(code);
  await page.getByRole('link', { name: new RegExp(`^${code}`) }).click();
  await expect(page.getByRole('form', { name: 'Article' })).toBeVisible();
}

test('a product is created with its barcodes and packs; bad input gets one message and stays', async ({
  world
}) => {
  const page = await world.device('Poste', { viewport: desk });
  await go(page, '/produits');
  await page.getByRole('link', { name: 'Nouvel article' }).click();
  await page.getByLabel('Code', { exact: true }).fill('pc-pro14');
  await page.getByLabel('Libellé').fill('Cale en bois');
  await page.getByLabel('Codes-barres (GTIN)').fill('9521234000014');
  await save(page);
  await expect(page.getByText('n’est pas un GTIN')).toBeVisible();
  await expect(page.getByLabel('Codes-barres (GTIN)')).toHaveValue('9521234000014');

  await page.getByLabel('Codes-barres (GTIN)').fill('9521234000013\n96385074');
  await save(page);
  await expect(page.getByText('Le code pc-pro14 est déjà pris')).toBeVisible();

  await page.getByLabel('Code', { exact: true }).fill('CALE');
  await page.getByRole('button', { name: 'Ajouter un conditionnement' }).click();
  await page.getByLabel('Nom', { exact: true }).fill('boîte');
  await page.getByLabel('Contient').fill('12');
  await page.getByRole('combobox', { name: 'Suivi', exact: true }).selectOption('none');
  await save(page);
  await expect(page.getByRole('heading', { name: 'Produits' })).toBeVisible();
  await expect(page.getByRole('link', { name: /^CALE/ })).toBeVisible();

  const { catalogue } = await (await world.api()).manifest();
  expect(catalogue.products.find(({ code }) => code === 'CALE')).toMatchObject({
    gtins: ['09521234000013', '00000096385074'],
    packs: [{ unit: 'boîte', quantityMicros: 12_000_000 }],
    tracking: 'none'
  });
});

test('tracking does not change over stock, and the way out is told', async ({ world }) => {
  const page = await world.device('Poste', { viewport: desk });
  await openProduct(page, 'PC-PRO14');
  await page.getByRole('combobox', { name: 'Suivi', exact: true }).selectOption('none');
  await save(page);
  const message = page.getByRole('alert').filter({ hasText: 'Le suivi ne peut pas changer' });
  await expect(message).toContainText('n° de série en stock');
  await expect(page.getByRole('link', { name: 'Voir le stock' })).toBeVisible();
});

test('the pattern of serials is shown before it is saved', async ({ world }) => {
  const page = await world.device('Poste', { viewport: desk });
  await openProduct(page, 'PC-PRO14');
  await page.getByRole('button', { name: 'Apprendre des n° de série connus' }).click();
  await expect(page.getByText(/Appris de|pas assez/)).toBeVisible();
});

test('two desks at one product: the second sees what the first has changed, and keeps what it typed', async ({
  world
}) => {
  const first = await world.device('Poste 1', { viewport: desk });
  const second = await world.device('Poste 2', { viewport: desk });
  await openProduct(first, 'DOCK-C');
  await openProduct(second, 'DOCK-C');
  await first.getByLabel('Libellé').fill('Station du premier');
  await save(first);
  await expect(first.getByRole('heading', { name: 'Produits' })).toBeVisible();

  await second.getByLabel('Libellé').fill('Station du second');
  await save(second);
  await expect(second.getByText('Un autre poste a modifié cette fiche entre-temps')).toBeVisible();
  await expect(second.getByText('Station du premier')).toBeVisible();
  await expect(second.getByLabel('Libellé')).toHaveValue('Station du second');
  await second.getByRole('button', { name: 'Enregistrer la mienne par-dessus' }).click();
  await expect(second.getByRole('heading', { name: 'Produits' })).toBeVisible();
  const { catalogue } = await (await world.api()).manifest();
  expect(catalogue.products.find(({ code }) => code === 'DOCK-C')?.label).toBe('Station du second');
});

test('without network the catalogue is read, and what was typed waits', async ({ world }) => {
  const page = await world.device('Téléphone');
  world.network.cut();
  await openProduct(page, 'DOCK-C');
  await page.getByLabel('Libellé').fill('Hors ligne');
  await save(page);
  await expect(page.getByText('Votre saisie reste ici')).toBeVisible();
  await expect(page.getByLabel('Libellé')).toHaveValue('Hors ligne');
  world.network.mode = 'up';
  await save(page);
  await expect(page.getByRole('heading', { name: 'Produits' })).toBeVisible();
});

test('a location is created inside another, and an archived partner is no longer offered', async ({
  world
}) => {
  const page = await world.device('Poste', { viewport: desk });
  await go(page, '/emplacements');
  await page.getByRole('link', { name: 'Ajouter un emplacement dans B-01' }).click();
  await page.getByLabel('Code', { exact: true }).fill('B-01-1');
  await page.getByLabel('Code-barres').fill('LOC-B-01');
  await save(page);
  await expect(page.getByText('désigne déjà un autre emplacement')).toBeVisible();
  await page.getByLabel('Code-barres').fill('LOC-B-01-1');
  await save(page);
  await expect(page.getByRole('link', { name: /^B-01-1/ })).toBeVisible();

  await go(page, '/tiers');
  await page.getByRole('link', { name: /^F-NORD/ }).click();
  await page.getByRole('button', { name: 'Archiver' }).click();
  await expect(page.getByRole('heading', { name: 'Tiers' })).toBeVisible();
  await expect(page.getByRole('link', { name: /^F-NORD/ })).toHaveCount(0);
  await openForm(page, 'Entrée de stock');
  await chooseProduct(page, 'DOCK-C');
  await page.getByRole('combobox', { name: 'Fournisseur' }).fill('Nord');
  await expect(page.getByRole('option', { name: 'Aucun résultat' })).toBeVisible();
});

test('a file with a fault is not taken; corrected, it is taken whole', async ({ world }) => {
  const page = await world.device('Poste', { viewport: desk });
  const file = path.join(world.folder, 'articles.csv');
  await go(page, '/importer?quoi=articles');
  await writeFile(
    file,
    'Réf;Désignation;Coût;Gencod\r\nIMP-1;Joint;1,25;\r\nIMP-2;Vis;beaucoup;9521234000014\r\n'
  );
  await page.getByLabel('Fichier CSV').setInputFiles(file);
  await expect(page.getByText('2 erreurs').first()).toBeVisible();
  await expect(page.getByRole('row', { name: /Ligne 3.*Ce n’est pas un nombre/ })).toBeVisible();

  await writeFile(
    file,
    'Réf;Désignation;Coût;Gencod\r\nIMP-1;Joint;1,25;\r\nIMP-2;Vis;0,5;9521234000013\r\n'
  );
  await page.getByLabel('Fichier CSV').setInputFiles(file);
  await expect(page.getByText('2 nouvelles fiches')).toBeVisible();
  await page.getByRole('button', { name: 'Importer 2 fiches' }).click();
  await expect(page.getByText(/Import terminé/)).toBeVisible();
  const { catalogue } = await (await world.api()).manifest();
  expect(catalogue.products.find(({ code }) => code === 'IMP-1')).toMatchObject({
    unitCostMicros: 1_250_000
  });
});

test('what is exported opens in a French Excel', async ({ world }) => {
  const page = await world.device('Poste', { viewport: desk });
  await go(page, '/produits');
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Exporter' }).click();
  const text = await readFile(await (await downloading).path(), 'utf8');
  expect(text.startsWith('\ufeffCode;Libellé;GTIN;')).toBe(true);
  expect(text).toContain('VIS-4;');
});

test('each setting needs the one before, and the serial screen is there only with all three', async ({
  world
}) => {
  const page = await world.device('Poste', { viewport: desk });
  await go(page, '/reglages');
  await expect(page.getByRole('switch', { name: 'Gestion des lots' })).toBeDisabled();
  await expect(page.getByText('désactivez d’abord la gestion des stocks')).toBeVisible();
  await page.getByRole('switch', { name: 'N° de série sur les mouvements' }).click();
  await page.getByRole('button', { name: 'Enregistrer les réglages' }).click();
  await expect(page.getByText('Enregistré.')).toBeVisible();

  await go(page, '/produits/stocks/series');
  await expect(page.getByText(/réglages|activ/i).first()).toBeVisible();
  await expect(page.getByRole('searchbox')).toHaveCount(0);
  await openForm(page, 'Entrée de stock');
  await chooseProduct(page, 'PC-PRO14');
  await expect(page.getByRole('textbox', { name: 'N° de série' })).toHaveCount(0);
});

test('a closed period is reopened only for a reason', async ({ world }) => {
  const page = await world.device('Poste', { viewport: desk });
  await go(page, '/reglages');
  const closed = page.getByLabel('Clôturée avant le');
  const saveSettings = page.getByRole('button', { name: 'Enregistrer les réglages' });
  await closed.fill('2024-03-01');
  await saveSettings.click();
  await expect(page.getByText('Enregistré.')).toBeVisible();
  await closed.fill('2024-02-01');
  await saveSettings.click();
  await expect(page.getByText('Dites pourquoi la période est rouverte')).toBeVisible();
  await page.getByLabel('Raison de la réouverture').fill('Facture oubliée');
  await saveSettings.click();
  await expect(page.getByText('Enregistré.')).toBeVisible();
  expect((await (await world.api()).manifest()).catalogue.settings.closedBefore).toBe('2024-02-01');
});

test('the same in English', async ({ world }) => {
  await world.device('Poste', { viewport: desk });
  const page = await world.stranger('Desk', { viewport: desk, locale: 'en-GB' });
  await page.getByLabel('Your name').fill('Grace');
  await page.getByRole('button', { name: 'Get started' }).click();
  await expect(page.getByRole('heading', { name: 'Home' })).toBeVisible();
  await go(page, '/produits');
  await page.getByRole('link', { name: 'New product' }).click();
  await page.getByLabel('Code', { exact: true }).fill('WEDGE');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Fill this in.')).toBeVisible();
  await page.getByLabel('Label').fill('Wooden wedge');
  await page.getByLabel('Unit cost').fill('1.5');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('link', { name: /^WEDGE/ })).toBeVisible();
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  const text = await readFile(await (await downloading).path(), 'utf8');
  expect(text).toContain('WEDGE,Wooden wedge,');
  await go(page, '/reglages');
  await expect(page.getByRole('switch', { name: 'Lot management' })).toBeDisabled();
});
