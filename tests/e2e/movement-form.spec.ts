import { desk } from './support/browser.ts';
import { paste } from './support/clipboard.ts';
import { wedge } from './support/hardware-scanner.ts';
import { BOX_GTIN, fillCatalogue } from './support/movement-catalogue.ts';
import { chooseProduct, expectOutcome, openForm, serialField } from './support/movement-form.ts';
import { expect, test } from './support/story.ts';

const PORTABLE = 'prd-portable';

const ok = { name: 'OK', exact: true };

test('twelve serials are pasted with a range and a duplicate, kept without a network, and reach the server once', async ({
  world
}) => {
  await fillCatalogue(world.folder);
  const page = await world.device('Poste', { viewport: desk });
  const api = await world.api();
  world.network.cut();
  await openForm(page, 'Entrée de stock');
  await chooseProduct(page, 'PORTABLE');
  await serialField(page).focus();
  await paste(page, 'SN0001\r\nSN0002\r\nSN0003-SN0010\r\nSN0002\r\nSN0011\r\nSN0012\r\n');

  const list = page.getByRole('region', { name: 'Liste des n° de série' });
  await expect(list.getByText(/^12\sn° de série$/)).toBeVisible();
  await expect(page.getByText('SN0002 : n° 2 de la liste, de nouveau à la ligne 4')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Quantité' })).toHaveValue('12');

  await page.keyboard.press('Control+Enter');
  await expectOutcome(page, '12\u00a0entrés');
  await page.reload();
  await expect(page.getByRole('link', { name: /12\smouvements en attente/ })).toBeVisible();
  expect(await api.serial(PORTABLE, 'SN0001')).toBeNull();

  world.network.mode = 'up';
  await expect.poll(async () => (await api.movements()).length, { timeout: 60_000 }).toBe(12);
  const serials = (await api.movements()).map(({ serial }) => serial);
  expect(new Set(serials).size).toBe(12);
  for (const serial of ['SN0002', 'SN0007', 'SN0012']) {
    const detail = await api.serial(PORTABLE, serial);
    expect([detail?.row.state.status, detail?.history.length]).toEqual(['in-stock', 1]);
  }
});

test('a bad line is named and stays; all the others are taken, and each is judged as it enters', async ({
  world
}) => {
  await fillCatalogue(world.folder);
  const page = await world.device('Téléphone');
  await openForm(page, 'Entrée de stock');
  await chooseProduct(page, 'PORTABLE');
  await serialField(page).fill('SN0001');
  await page.getByRole('button', ok).click();
  await expectOutcome(page, 'Entré');

  await page.getByRole('radio', { name: 'Plusieurs' }).check();
  await serialField(page).fill(`SN0001\n${'x'.repeat(200)}\nSNOO02\n001-003`);
  await page.getByRole('button', { name: 'Ajouter à la liste' }).click();
  await expect(page.getByText('Ligne 2,')).toBeVisible();
  await expect(page.getByText('une plage, ou un seul n° de série ?')).toBeVisible();
  await expect(serialField(page)).toHaveValue(`${'x'.repeat(200)}\n001-003`);
  const list = page.getByRole('region', { name: 'Liste des n° de série' });
  await expect(list.getByRole('listitem').filter({ hasText: 'SN0001' })).toContainText('Déjà enregistré');
  await expect(list.getByRole('listitem').filter({ hasText: 'SNOO02' })).toContainText('Format inhabituel');

  await page.getByRole('button', { name: 'Ce sont des n° de série' }).click();
  await expect(list.getByRole('listitem').filter({ hasText: '001-003' })).toBeVisible();
  await page.getByRole('button', ok).click();
  await expectOutcome(page, 'Des lignes n’ont pas été prises');
  await page.getByRole('button', { name: 'Retirer ces lignes' }).click();
  await page.getByRole('button', ok).click();
  await expectOutcome(page, '2\u00a0entrés');
});

test('scans in a row fill the list, and one that comes again is told, not counted', async ({ world }) => {
  await fillCatalogue(world.folder);
  const page = await world.device('Téléphone');
  await openForm(page, 'Sortie de stock');
  await chooseProduct(page, 'PORTABLE');
  await page.getByRole('radio', { name: 'Plusieurs' }).check();
  await page.getByRole('button', { name: 'Jour précédent' }).focus();
  await wedge(page, ']C0SN0100-SN0109');
  await expectOutcome(page, 'Inconnu ici');
  await wedge(page, ']C0SN0101');
  await wedge(page, ']C0SN0101');
  await expectOutcome(page, 'Déjà dans la liste');
  const list = page.getByRole('region', { name: 'Liste des n° de série' });
  await expect(list.getByRole('listitem')).toHaveCount(2);
  await page.getByRole('button', ok).click();
  await expectOutcome(page, '2\u00a0sortis');
  await expectOutcome(page, 'inconnu');
});

test('an entry that is dated back heals an exit made before it was known', async ({ world }) => {
  await fillCatalogue(world.folder);
  const page = await world.device('Téléphone');
  const api = await world.api();
  await openForm(page, 'Sortie de stock');
  await chooseProduct(page, 'PORTABLE');
  await serialField(page).fill('SN0500');
  await expect(page.getByText('Cette sortie sera signalée au bureau.')).toBeVisible();
  await page.getByRole('button', ok).click();
  await expectOutcome(page, 'N° de série inconnu');
  await expect
    .poll(async () => (await api.serial(PORTABLE, 'SN0500'))?.row.anomalies.map(({ type }) => type))
    .toEqual(['exit-without-entry']);

  await openForm(page, 'Entrée de stock');
  await chooseProduct(page, 'PORTABLE');
  await serialField(page).fill('SN0500');
  await page.getByRole('button', { name: 'Jour précédent' }).click();
  await page.getByRole('button', { name: 'Jour précédent' }).click();
  await page.getByRole('button', { name: 'Jour suivant' }).click();
  await page.getByRole('button', ok).click();
  await expect.poll(async () => (await api.serial(PORTABLE, 'SN0500'))?.history.length).toBe(2);
  const detail = await api.serial(PORTABLE, 'SN0500');
  expect([detail?.row.state.status, detail?.row.anomalies]).toEqual(['delivered', []]);
  const entry = detail?.history.find(({ movement }) => movement.kind === 'receipt')?.movement;
  expect(entry?.chosenDay).toBeDefined();
});

test('Ctrl+Enter saves; Esc leaves, and asks first when something would be lost', async ({ world }) => {
  await fillCatalogue(world.folder);
  const page = await world.device('Poste', { viewport: desk });
  await openForm(page, 'Entrée de stock');
  await expect(page.getByText('Création en cours')).toBeVisible();
  await chooseProduct(page, 'PORTABLE');
  await serialField(page).fill('SN0600');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Continuer la saisie' }).click();
  await expect(serialField(page)).toHaveValue('SN0600');
  await serialField(page).press('Control+Enter');
  await expectOutcome(page, 'Entré');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'Accueil' })).toBeVisible();
});

test('a list that was not saved yet is still there after a reload', async ({ world }) => {
  await fillCatalogue(world.folder);
  const page = await world.device('Téléphone');
  await openForm(page, 'Entrée de stock');
  await chooseProduct(page, 'PORTABLE');
  await serialField(page).fill('SN0800-SN0803');
  await page.getByRole('button', ok).click();
  await page.getByRole('textbox', { name: 'Libellé' }).fill('Palette 7');
  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await expect(page.getByText('Saisie retrouvée')).toBeVisible();
  await expect(page.getByText(/^4\sn° de série$/)).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Libellé' })).toHaveValue('Palette 7');
  await page.getByRole('button', ok).click();
  await expectOutcome(page, '4\u00a0entrés');
  await page.reload();
  await expect(page.getByRole('link', { name: /mouvements en attente|À jour/ })).toBeVisible();
  await expect(page.getByText('Saisie retrouvée')).toBeHidden();
});

test('the code of a box stands for its twelve pieces', async ({ world }) => {
  await fillCatalogue(world.folder);
  const page = await world.device('Téléphone');
  const api = await world.api();
  world.network.cut();
  await openForm(page, 'Entrée de stock');
  await wedge(page, `]d201${BOX_GTIN}`);
  await expect(page.getByRole('combobox', { name: 'Article' })).toHaveValue('VIS');
  await expect(page.getByText('Vis inox', { exact: true })).toBeVisible();
  await expect(page.getByText('cet article est suivi en quantité')).toBeVisible();
  await expect(serialField(page)).toHaveCount(0);
  await page.getByRole('textbox', { name: 'Quantité' }).fill('3');
  await expect(page.getByText('Total (pièce) : 36')).toBeVisible();
  await page.getByRole('button', ok).click();
  await expectOutcome(page, 'Entré');

  world.network.mode = 'up';
  await expect.poll(async () => (await api.movements()).length, { timeout: 60_000 }).toBe(1);
  expect((await api.movements())[0]).toMatchObject({ productId: 'prd-vis', quantityMicros: 36_000_000 });
});

test('a product with lots asks for its lot beside the field, and what was typed stays', async ({ world }) => {
  await fillCatalogue(world.folder);
  const page = await world.device('Téléphone');
  const api = await world.api();
  await openForm(page, 'Entrée de stock');
  await chooseProduct(page, 'COLLE');
  await page.getByRole('textbox', { name: 'Quantité' }).fill('2,5');
  await page.getByRole('textbox', { name: 'Libellé' }).fill('Palette abîmée');
  await page.getByRole('button', ok).click();
  await expect(page.getByText('Cet article demande un lot.')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Lot' })).toBeFocused();
  await expect(page.getByRole('textbox', { name: 'Quantité' })).toHaveValue('2,5');
  await page.getByRole('textbox', { name: 'Lot' }).fill('L-2026');
  await page.getByRole('button', ok).click();
  await expectOutcome(page, 'Entré');
  await expect.poll(async () => (await api.movements()).length).toBe(1);
  const [movement] = await api.movements();
  expect(movement).toMatchObject({ lot: 'L-2026', quantityMicros: 2_500_000, label: 'Palette abîmée' });
});

test('where serials are switched off the field is gone, and why is said', async ({ world }) => {
  await fillCatalogue(world.folder, { serialsOnMovements: false });
  const page = await world.device('Téléphone');
  await openForm(page, 'Entrée de stock');
  await chooseProduct(page, 'CARTE');
  await expect(page.getByText('désactivés sur les mouvements')).toBeVisible();
  await expect(serialField(page)).toHaveCount(0);
});

test('a serial is transferred, then set apart and made available again', async ({ world }) => {
  await fillCatalogue(world.folder);
  const page = await world.device('Téléphone');
  const api = await world.api();
  const state = async () => (await api.serial('prd-carte', 'C-1'))?.row.state;
  const choosePlace = async (field: string, code: string) => {
    await page.getByRole('combobox', { name: field }).fill(code);
    await page.getByRole('option', { name: new RegExp(code) }).click();
  };
  await openForm(page, 'Entrée de stock');
  await chooseProduct(page, 'CARTE');
  await serialField(page).fill('C-1');
  await choosePlace('Emplacement d’arrivée', 'A-01');
  await page.getByRole('button', ok).click();
  await expectOutcome(page, 'Entré');

  await page.goto(`${world.network.url}/mouvements/transfert`);
  await chooseProduct(page, 'CARTE');
  await serialField(page).fill('C-1');
  await page.getByRole('button', ok).click();
  await expect(page.getByText('Dites où va la marchandise.')).toBeVisible();
  await choosePlace('Emplacement de départ', 'A-01');
  await choosePlace('Emplacement d’arrivée', 'B-01');
  await page.getByRole('button', ok).click();
  await expectOutcome(page, 'Déplacé');

  await page.goto(`${world.network.url}/mouvements/quarantaine?article=prd-carte&serie=C-1`);
  await expect(serialField(page)).toHaveValue('C-1');
  await page.getByRole('button', ok).click();
  await expectOutcome(page, 'Mis en quarantaine');
  await expect
    .poll(state)
    .toMatchObject({ status: 'in-stock', locationId: 'loc-b', condition: 'quarantine' });

  await page.goto(`${world.network.url}/mouvements/quarantaine?article=prd-carte&serie=C-1&type=release`);
  await expect(serialField(page)).toHaveValue('C-1');
  await page.getByRole('button', ok).click();
  await expectOutcome(page, 'De nouveau disponible');
  await expect.poll(state).toMatchObject({ condition: 'available' });
});

test('five thousand serials are a list that stays light, and one transaction', async ({ world }) => {
  await fillCatalogue(world.folder);
  const page = await world.device('Poste', { viewport: desk });
  world.network.cut();
  await openForm(page, 'Entrée de stock');
  await chooseProduct(page, 'CARTE');
  await serialField(page).fill('P00001+4999');
  await page.getByRole('button', ok).click();
  const list = page.getByRole('region', { name: 'Liste des n° de série' });
  await expect(list.getByText(/^5\s000\sn° de série$/)).toBeVisible();
  expect(await list.getByRole('listitem').count()).toBeLessThan(40);
  await page.getByRole('button', ok).click();
  await expectOutcome(page, '5\u202f000\u00a0entrés');
  await expect(page.getByRole('link', { name: /5\s000\smouvements en attente/ })).toBeVisible();
});

test('in English: a range is counted out, and all of it is saved', async ({ world }) => {
  await fillCatalogue(world.folder);
  const page = await world.stranger('Phone', { locale: 'en-GB' });
  await page.getByLabel('Your name').fill('Ada');
  await page.getByRole('button', { name: 'Get started' }).click();
  await expect(page.getByRole('heading', { name: 'Home' })).toBeVisible();
  await page.goto(`${world.network.url}/mouvements/entree`);
  await page.getByRole('combobox', { name: 'Product' }).fill('PORTABLE');
  await page.getByRole('option', { name: /PORTABLE/ }).click();
  await page.getByRole('textbox', { name: 'Serial number' }).fill('SN0700+4');
  await expect(page.getByText('5\u00a0serial numbers, from SN0700 to SN0704')).toBeVisible();
  await page.getByRole('button', ok).click();
  const strip = page.getByRole('region', { name: 'Stock movement' });
  await expect(strip).toContainText('5\u00a0serial numbers added');
  await page.getByRole('button', ok).click();
  await expect(strip).toContainText('5\u00a0entered');
  const api = await world.api();
  await expect.poll(async () => (await api.movements()).length).toBe(5);
});
