import type { Page } from '@playwright/test';
import type { Messages } from '../../src/lib/i18n/messages.fr.ts';
import { expectAccessible } from './support/accessibility.ts';
import { desk, phone } from './support/browser.ts';
import { languages } from './support/languages.ts';
import { expect, test } from './support/story.ts';

const PRODUCT = 'prd-pc-pro14';

/** Every address of the app with the title it shows. */
const screens = (t: Messages, serial: string, document: string): [path: string, title: string][] => [
  ['/', t.home.title],
  ['/produits', t.nav.products],
  ['/produits/fiche', t.catalogue.newProduct],
  [`/produits/fiche?article=${PRODUCT}`, t.catalogue.product],
  ['/produits/stocks', t.nav.stocks],
  ['/produits/stocks/etat', t.stock.title],
  [`/produits/stocks/detail?article=${PRODUCT}`, t.stock.detail.title],
  ['/produits/stocks/series', t.lookup.title],
  [serial, t.serial.short],
  ['/mouvements/entree', t.movement.entryTitle],
  ['/mouvements/sortie', t.movement.exitTitle],
  ['/mouvements/transfert', t.moves.transferTitle],
  ['/mouvements/quarantaine', t.moves.conditionTitle],
  ['/mouvements/fabrication', t.moves.production.title],
  ['/reception', t.floor.receive.title],
  ['/reception?libre=1', t.floor.receive.title],
  ['/preparation', t.picking.title],
  ['/preparation?libre=1', t.picking.title],
  ['/inventaires', t.counting.title],
  ['/inventaires/resultat?piece=inconnu', t.counting.resultTitle],
  ['/emplacements', t.catalogue.places],
  ['/emplacements/fiche', t.catalogue.newLocation],
  ['/emplacements/depot', t.catalogue.newSite],
  ['/importer?quoi=tiers', t.catalogue.csv.titleOf.partners],
  ['/tiers', t.catalogue.partners],
  ['/tiers/fiche', t.catalogue.newPartner],
  ['/importer?quoi=articles', t.catalogue.csv.titleOf.products],
  ['/pieces', t.documents.title],
  ['/pieces/fiche', t.documents.create],
  [document, t.documents.one],
  [`${document}&modifier=oui`, t.documents.one],
  ['/importer?quoi=pieces', t.catalogue.csv.titleOf.documents],
  ['/file-d-attente', t.nav.queue],
  ['/non-identifies', t.unidentified.title],
  ['/anomalies', t.anomalies.title],
  ['/entretien', t.upkeep.title],
  ['/reglages', t.settings.title],
  ['/reglages/installer', t.install.title],
  ['/reglages/lecteur', t.scanner.title],
  ['/reglages/confiance', t.trust.title],
  ['/reglages/integrations', t.access.integrations],
  ['/plus', t.menu.more],
  ['/nulle-part', t.app.notFound]
];

const views = [
  { view: 'on a dark phone', viewport: phone, colorScheme: 'dark' },
  { view: 'on a light desk', viewport: desk, colorScheme: 'light' }
] as const;

async function serialPage(page: Page): Promise<string> {
  await page.goto(new URL('/produits/stocks/series', page.url()).href);
  return (await page.locator('[data-index="0"] a').getAttribute('href')) ?? '';
}

async function documentPage(page: Page): Promise<string> {
  await page.goto(new URL('/pieces', page.url()).href);
  return (await page.getByRole('link', { name: /^BR-20011/ }).getAttribute('href')) ?? '';
}

for (const { name, locale, t } of languages)
  for (const { view, viewport, colorScheme } of views)
    test(`every screen ${view}, ${name}: its title, nothing wider than the screen, nothing that axe would stumble over`, async ({
      world
    }) => {
      const page = await world.device('Poste', { locale, viewport });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const faults: string[] = [];
      page.on('pageerror', (fault) => faults.push(`${page.url()}: ${fault.message}`));
      for (const [path, title] of screens(t, await serialPage(page), await documentPage(page)))
        await test.step(path, async () => {
          await page.goto(world.network.url + path);
          await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
          await expect(page.getByText(t.common.loading)).toHaveCount(0);
          await expectAccessible(page, path);
        });
      expect(faults).toEqual([]);
    });

/** Forms that are asked to save nothing, and pages that need a server that is not there. */
const refusals = (t: Messages): [path: string, button: string | null][] => [
  ['/mouvements/entree', t.common.ok],
  ['/mouvements/transfert', t.common.ok],
  ['/mouvements/fabrication', t.common.ok],
  ['/produits/fiche', t.catalogue.save],
  ['/tiers/fiche', t.catalogue.save],
  ['/pieces', null],
  ['/emplacements/depot', t.catalogue.save],
  ['/anomalies', null],
  ['/entretien', null],
  ['/file-d-attente', null],
  [`/produits/stocks/detail?article=${PRODUCT}`, null]
];

for (const { name, locale, t } of languages)
  test(`what a refusal looks like on a phone, ${name}: still nothing that axe would stumble over`, async ({
    world
  }) => {
    const newcomer = await world.stranger('Nouveau', { locale });
    await newcomer.emulateMedia({ reducedMotion: 'reduce' });
    await newcomer.getByRole('button', { name: t.start.enrol }).click();
    await expect(newcomer.getByText(t.start.nameMissing).first()).toBeVisible();
    await expectAccessible(newcomer, 'the first visit');

    const page = await world.device('Poste', { locale, viewport: phone });
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    world.network.cut();
    for (const [path, button] of refusals(t))
      await test.step(path, async () => {
        await page.goto(world.network.url + path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        if (button !== null) {
          await page.getByRole('button', { name: button, exact: true }).click();
          await expect(page.locator('[aria-invalid="true"]').first()).toBeVisible();
        }
        await expect(page.getByText(t.common.loading)).toHaveCount(0);
        await expectAccessible(page, path);
      });
  });
