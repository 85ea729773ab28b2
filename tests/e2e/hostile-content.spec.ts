import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { openSqliteStore } from '../../server/store/sqlite/sqlite-store.ts';
import { defaultSettings, plainProduct } from '../../src/lib/domain/catalogue/catalogue.ts';
import { uuidV7 } from '../../src/lib/domain/id.ts';
import { serialKey } from '../../src/lib/domain/serial/serial-identity.ts';
import { desk } from './support/browser.ts';
import { paste } from './support/clipboard.ts';
import { expectOutcome, serialField } from './support/movement-form.ts';
import { sendInLayout } from './support/scanner-in-layout.ts';
import { expect, test, type World } from './support/story.ts';

const PRODUCT = 'prd-hostile';
const SCRIPT = '<script>window.__pwn=1</script>';
const LABEL = `Écran \u202etxt.exe ${SCRIPT}`;

/** A catalogue whose names were written by somebody who means harm. */
async function fillHostileCatalogue(folder: string): Promise<void> {
  const store = openSqliteStore({
    path: path.join(folder, 'douchette.db'),
    newEpoch: uuidV7({ now: Date.now(), random: randomBytes(10) })
  });
  await store.initialise({
    sites: [{ id: 'site-1', code: 'S1', name: 'Dé\u200bpôt', timeZone: 'Europe/Paris', archived: false }],
    locations: [
      {
        id: 'loc-a',
        siteId: 'site-1',
        parentId: null,
        code: 'A-01',
        name: 'Allée \u202eA',
        barcode: 'A-01',
        archived: false
      }
    ],
    products: [plainProduct({ id: PRODUCT, code: 'H\u200b-1', label: LABEL })],
    partners: [],
    settings: defaultSettings
  });
  await store.close();
}

/** What a page must never do, whatever it is given: run it, or fall over it. */
async function watched(world: World, name: string, viewport?: typeof desk): Promise<Page> {
  const page = await world.device(name, viewport ? { viewport } : {});
  const faults: string[] = [];
  page.on('pageerror', (fault) => faults.push(fault.message));
  page.on('dialog', (dialog) => {
    faults.push(dialog.message());
    void dialog.dismiss();
  });
  return Object.assign(page, { faults });
}

const faultsOf = (page: Page): string[] => (page as Page & { faults: string[] }).faults;

async function expectUnharmed(page: Page): Promise<void> {
  expect(await page.evaluate(() => '__pwn' in window)).toBe(false);
  expect(faultsOf(page)).toEqual([]);
}

const at = (page: Page, address: string) => page.goto(new URL(address, page.url()).href);

const openEntry = async (page: Page): Promise<void> => {
  await at(page, `/mouvements/entree?article=${PRODUCT}`);
  await expect(page.getByRole('combobox', { name: 'Article' })).toHaveValue(/1$/);
};

const ok = (page: Page) => page.getByRole('button', { name: 'OK', exact: true }).click();

const openSerial = (page: Page, serial: string) =>
  at(
    page,
    `/produits/stocks/series/fiche?${new URLSearchParams({ article: PRODUCT, serie: serialKey(serial) })}`
  );

test('what a hardware scanner types is text and nothing else, and is stored exactly', async ({ world }) => {
  await fillHostileCatalogue(world.folder);
  const api = await world.api();
  const page = await watched(world, 'Poste', desk);
  const typed = [
    SCRIPT,
    '{{7*7}}${7*7}',
    "' OR '1'='1",
    '"><img src=x onerror=window.__pwn=1>',
    '../../etc/passwd'
  ];
  for (const serial of typed) {
    await openEntry(page);
    await sendInLayout(page, `]C0${serial}`);
    await expect(serialField(page)).toHaveValue(serial);
    await ok(page);
    await expectOutcome(page, 'Entré');
    await expect(page.getByRole('region', { name: 'Fiche mouvement de stock' })).toContainText(serial);
    await expect.poll(async () => (await api.serial(PRODUCT, serialKey(serial)))?.row.serial).toBe(serial);
  }
  await at(page, '/produits/stocks/series');
  for (const serial of typed) await expect(page.getByText(serial, { exact: true })).toBeVisible();
  await expectUnharmed(page);
});

test('what cannot be seen in a serial is shown, and what only looks alike is told apart', async ({
  world
}) => {
  await fillHostileCatalogue(world.folder);
  const api = await world.api();
  const page = await watched(world, 'Téléphone');
  const typed: [serial: string, shown: string][] = [
    ['SN\u202e1000', 'SNU+202E1000'],
    ['SN\u00ad0001', 'SNU+00AD0001'],
    ['A1', 'A1'],
    ['\u04101', '\u0410U+04101'],
    ['SN\u200b7', 'SNU+200B7']
  ];
  for (const [serial, shown] of typed) {
    await openEntry(page);
    await serialField(page).focus();
    await page.keyboard.insertText(serial);
    await ok(page);
    await expectOutcome(page, shown);
    await expect.poll(async () => (await api.serial(PRODUCT, serialKey(serial)))?.row.serial).toBe(serial);
    await openSerial(page, serial);
    await expect(page.getByText(shown, { exact: true }).first()).toBeVisible();
  }
  await at(page, '/produits/stocks/series');
  for (const [, shown] of typed) await expect(page.getByText(shown, { exact: true })).toBeVisible();
  await expectUnharmed(page);
});

test('controls and NULs pasted into the field go by the rule of serials; what is too long is refused, and the page goes on', async ({
  world
}) => {
  await fillHostileCatalogue(world.folder);
  const api = await world.api();
  const page = await watched(world, 'Poste', desk);
  await openEntry(page);
  await serialField(page).focus();
  await paste(page, 'SN\u00000\u001b1\u007f');
  await ok(page);
  await expectOutcome(page, 'Entré');
  await expect.poll(async () => (await api.serial(PRODUCT, 'SN01'))?.row.serial).toBe('SN01');

  await serialField(page).focus();
  await paste(page, 'é'.repeat(65_536));
  await ok(page);
  await expect(page.getByText('Le n° de série dépasse 128 caractères.')).toBeVisible();
  await serialField(page).fill('SN02');
  await ok(page);
  await expectOutcome(page, 'SN02');
  await expectUnharmed(page);
});

test('a hundred kilobytes from a scanner without a keyboard are refused in words, and the next scan is taken', async ({
  world
}) => {
  await fillHostileCatalogue(world.folder);
  const page = await watched(world, 'Téléphone');
  for (const unit of ['(', '%25', '<b>', 'é\u202e']) {
    await openEntry(page);
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await paste(page, unit.repeat(Math.ceil(100_000 / unit.length)));
    await expectOutcome(page, 'Scan refusé');
    await expect(page.getByText(/Trop long pour un n° de série|caractères invisibles/)).toBeVisible();
    await expect(page.getByRole('status').filter({ hasText: 'mouvement fait ici' })).toBeHidden();
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await paste(page, 'SN-AFTER');
    await expect(serialField(page)).toHaveValue('SN-AFTER');
    await serialField(page).fill('');
  }
  await at(page, '/');
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await paste(page, '('.repeat(100_000));
  await expect(
    page.getByRole('heading', { name: 'Accueil' }).or(page.getByText('Rien trouvé'))
  ).toBeVisible();
  await expectUnharmed(page);
});

test('names in the catalogue show what is hidden in them and run nothing', async ({ world }) => {
  await fillHostileCatalogue(world.folder);
  const page = await watched(world, 'Poste', desk);
  const shown = `Écran U+202Etxt.exe ${SCRIPT}`;
  await at(page, '/produits');
  await expect(page.getByText(shown).first()).toBeVisible();
  await expect(page.getByText('HU+200B-1').first()).toBeVisible();
  await at(page, '/emplacements');
  await expect(page.getByText('Allée U+202EA').first()).toBeVisible();
  await expect(page.getByText('DéU+200Bpôt').first()).toBeVisible();
  await openEntry(page);
  await expect(page.getByText(shown).first()).toBeVisible();
  await serialField(page).fill('SN1');
  await ok(page);
  await expectOutcome(page, 'Entré');
  await openSerial(page, 'SN1');
  await expect(page.getByText(shown).first()).toBeVisible();
  await at(page, '/produits/stocks/series');
  await expect(page.getByText(shown).first()).toBeVisible();
  await expectUnharmed(page);
});
