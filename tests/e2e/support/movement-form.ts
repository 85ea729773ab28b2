import { expect, type Page } from '@playwright/test';

type Form = 'Entrée de stock' | 'Sortie de stock';

const path: Record<Form, string> = {
  'Entrée de stock': '/mouvements/entree',
  'Sortie de stock': '/mouvements/sortie'
};

/** Opens a movement form through the app's own address, which works without a network. */
export async function openForm(page: Page, form: Form): Promise<void> {
  await page.goto(new URL(path[form], page.url()).href);
  await expect(page.getByRole('form', { name: 'Fiche mouvement de stock' })).toBeVisible();
}

/** Chooses a product by typing its code, as at the desk. */
export async function chooseProduct(page: Page, code: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Article' }).fill(code);
  await page
    .getByRole('option', { name: new RegExp(code) })
    .first()
    .click();
}

export function serialField(page: Page) {
  return page.getByRole('textbox', { name: 'N° de série' });
}

/** Fills the form and presses OK. */
export async function makeMovement(
  page: Page,
  input: { form: Form; product: string; serial: string }
): Promise<void> {
  await openForm(page, input.form);
  await chooseProduct(page, input.product);
  await serialField(page).fill(input.serial);
  await page.getByRole('button', { name: 'OK' }).click();
}

/** The full-width word that says what became of the scan. */
export async function expectOutcome(page: Page, word: string): Promise<void> {
  await expect(page.getByRole('region', { name: 'Fiche mouvement de stock' })).toContainText(word);
}
