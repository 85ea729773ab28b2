import { expect, type Page } from '@playwright/test';
import type { MovementKind } from '../../../src/lib/domain/movement/kind.ts';
import type { Messages } from '../../../src/lib/i18n/messages.fr.ts';

const paths = {
  entry: '/mouvements/entree',
  exit: '/mouvements/sortie',
  transfer: '/mouvements/transfert',
  condition: '/mouvements/quarantaine'
};

interface Given {
  kind?: MovementKind;
  product?: string;
  serial?: string;
  lot?: string;
  quantity?: string;
  from?: string;
  to?: string;
  /** A supplier or a customer. */
  partner?: { as: 'supplier' | 'customer'; name: string };
  document?: string;
  /** `YYYY-MM-DD` */
  date?: string;
}

/** A person at the movement forms, in one language. */
export class MovementHand {
  readonly #page: Page;
  readonly #t: Messages;

  constructor(page: Page, t: Messages) {
    this.#page = page;
    this.#t = t;
  }

  /** Opens a form, fills it in, presses OK, and reads the full-width word. */
  async make(form: keyof typeof paths, given: Given, word: string): Promise<void> {
    await this.open(form);
    await this.fill(given);
    await this.ok(word);
  }

  async open(form: keyof typeof paths): Promise<void> {
    await this.#page.goto(new URL(paths[form], this.#page.url()).href);
    await expect(this.#page.getByRole('form', { name: this.#t.movement.card })).toBeVisible();
  }

  async fill(given: Given): Promise<void> {
    const { movement } = this.#t;
    if (given.kind) {
      const label = this.#t.terms.kind[given.kind];
      await this.#page.getByLabel(movement.kind, { exact: true }).selectOption({ label });
    }
    if (given.product) await this.#choose(movement.product, given.product);
    if (given.serial) await this.#text(movement.serial).fill(given.serial);
    if (given.lot) await this.#text(movement.lot).fill(given.lot);
    if (given.quantity) await this.#text(movement.quantity).fill(given.quantity);
    if (given.from) await this.#choose(movement.fromLocation, given.from);
    const arrival = given.kind === 'transfer-departure' ? this.#t.moves.destination : movement.toLocation;
    if (given.to) await this.#choose(arrival, given.to);
    if (given.partner) await this.#choose(movement[given.partner.as], given.partner.name);
    if (given.document) await this.#text(movement.document).fill(given.document);
    if (given.date) await this.#page.getByLabel(movement.date, { exact: true }).fill(given.date);
  }

  async ok(word: string): Promise<void> {
    await this.#page.getByRole('button', { name: this.#t.common.ok, exact: true }).click();
    await expect(this.#page.getByRole('region', { name: this.#t.movement.card })).toContainText(word);
  }

  #text(name: string) {
    return this.#page.getByRole('textbox', { name, exact: false });
  }

  async #choose(field: string, code: string): Promise<void> {
    await this.#page.getByRole('combobox', { name: field }).fill(code);
    await this.#page
      .getByRole('option', { name: new RegExp(code) })
      .first()
      .click();
  }
}
