import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { desk, phone } from './support/browser.ts';
import { languages } from './support/languages.ts';
import { expect, test } from './support/story.ts';

const go = (page: Page, place: string) => page.goto(new URL(place, page.url()).href);
const NUMBER = 'BR-TEST-1';

for (const { name, locale, t } of languages) {
  const words = t.documents;
  const button = (page: Page, label: string) => page.getByRole('button', { name: label, exact: true });

  test(`the desk plans a receipt, a phone receives half of it, the rest becomes a backorder, ${name}`, async ({
    world
  }) => {
    const page = await world.device('Poste', { viewport: desk, locale });
    await go(page, '/pieces');
    await page.getByRole('link', { name: words.create, exact: true }).click();
    const number = page.getByLabel(words.field.number, { exact: true });
    await expect(number).toHaveValue(/^BR-\d+$/);
    await number.fill(NUMBER);
    await button(page, words.save).click();
    await expect(page.getByText(words.noLines)).toBeVisible();

    await page.getByRole('link', { name: words.edit, exact: true }).click();
    await button(page, words.addLine).click();
    await page.getByRole('combobox', { name: words.field.product, exact: true }).fill('PC-PRO14');
    await page.getByRole('option', { name: /PC-PRO14/ }).click();
    await page.getByLabel(words.field.serials, { exact: false }).fill('ATTENDU01-ATTENDU04');
    await button(page, words.save).click();
    await expect(page.getByText('0 / 4')).toBeVisible();

    const picker = await world.device('Terminal', { viewport: phone, locale, operator: 'Grace' });
    for (const serial of ['ATTENDU01', 'AUTRE-9']) {
      await go(picker, '/mouvements/entree?article=prd-pc-pro14&emplacement=loc-rec&serie=' + serial);
      await picker.getByLabel(t.movement.document, { exact: false }).fill(NUMBER.toLowerCase());
      await button(picker, t.common.ok).click();
      await expect(picker.getByText(t.movement.tally(1))).toBeVisible();
    }

    await expect(page.getByText('2 / 4')).toBeVisible();
    await page.getByText(`${words.line.seen} (2)`).click();
    await expect(page.getByText(words.line.substitute, { exact: true })).toBeVisible();
    await go(picker, '/pieces');
    await expect(picker.getByRole('progressbar', { name: words.progress(NUMBER) })).toHaveAttribute(
      'aria-valuenow',
      '50'
    );

    await button(page, words.closing.action).click();
    await button(page, words.closing.confirm).click();
    await expect(page.getByText(words.state.closed, { exact: true })).toBeVisible();
    await page.getByRole('link', { name: `${NUMBER}-R1` }).click();
    await expect(page.getByText('0 / 2')).toBeVisible();
    await page.getByRole('link', { name: NUMBER, exact: true }).click();
    await expect(page.getByText('2 / 4')).toBeVisible();
  });

  test(`a document on which somebody works is closed with a reason only; a cancelled one opens again, ${name}`, async ({
    world
  }) => {
    const page = await world.device('Poste', { viewport: desk, locale });
    const other = await world.api();
    const { documents } = await other.manifest();
    const pick = documents.find(({ number }) => number === 'CDE-5301');
    const workId = '01924c40-0000-7000-8000-0000000000aa';
    await other.post('/api/work/report', {
      workId,
      documentId: pick?.id,
      type: 'pick',
      state: 'working',
      operator: { id: workId, name: 'Yanis' },
      startedAt: 1_700_000_000_000,
      count: 1,
      ids: []
    });
    await go(page, '/pieces?type=pick');
    await page.getByRole('link', { name: /^CDE-5301/ }).click();
    await expect(page.getByText(words.work.state.working, { exact: true })).toBeVisible();
    await button(page, words.closing.action).click();
    await page.getByRole('radio', { name: words.closing.short, exact: true }).check();
    await button(page, words.closing.confirm).click();
    await expect(page.getByText(words.closing.workOpen)).toBeVisible();
    await button(page, words.closing.overrideAction).click();
    await expect(page.getByText(words.closing.reasonMissing)).toBeVisible();
    await page.getByLabel(words.closing.override).fill('Terminal perdu');
    await button(page, words.closing.overrideAction).click();
    await expect(page.getByText(words.state.closed, { exact: true })).toBeVisible();

    await go(page, '/pieces');
    await page.getByRole('link', { name: /^TR-301/ }).click();
    await button(page, words.cancel).click();
    await page.getByRole('dialog').getByRole('button', { name: words.cancel, exact: true }).click();
    await expect(page.getByText(words.state.cancelled, { exact: true })).toBeVisible();
    await button(page, words.reopen).click();
    await expect(page.getByText(words.state.open, { exact: true })).toBeVisible();
  });

  test(`documents are imported whole or not at all, several lines of a file being one document, ${name}`, async ({
    world
  }) => {
    const page = await world.device('Poste', { viewport: desk, locale });
    const file = path.join(world.folder, 'pieces.csv');
    const head = 'Numéro;Type;Client;Article;Quantité;N° de série\r\n';
    const csv = t.catalogue.csv;
    await go(page, '/importer?quoi=pieces');
    await writeFile(file, `${head}CSV-1;préparation;C-MAIRIE;PC-PRO14;2;\r\nCSV-1;;;RIEN;1;\r\n`);
    await page.getByLabel(csv.choose).setInputFiles(file);
    await expect(page.getByText(csv.errors(1)).first()).toBeVisible();
    await expect(page.getByRole('row', { name: new RegExp(csv.error['product-unknown']) })).toBeVisible();
    await writeFile(
      file,
      `${head}CSV-1;préparation;C-MAIRIE;PC-PRO14;2;\r\nCSV-1;;;VIS-4;100;\r\nCSV-2;réception;;ECR-24;;A1|A2\r\n`
    );
    await page.getByLabel(csv.choose).setInputFiles(file);
    await page.getByRole('button', { name: csv.action(2) }).click();
    await expect(page.getByText(csv.done(2))).toBeVisible();
    const { documents } = await (await world.api()).manifest();
    expect(documents.find(({ number }) => number === 'CSV-1')).toMatchObject({
      type: 'pick',
      partnerId: 'tie-c-mairie',
      lines: [{ productId: 'prd-pc-pro14' }, { productId: 'prd-vis-4', quantityMicros: 100_000_000 }]
    });
    expect(documents.find(({ number }) => number === 'CSV-2')?.lines).toMatchObject([
      { serials: ['A1', 'A2'] }
    ]);
  });
}
