import type { ReadScan } from '$lib/components/scanning/scan-hub.svelte';
import type { Told } from './outcome';

/** What the pieces of a sheet need of the movement form. */
export interface PieceForm {
  readonly told: Told;
  readonly serial: string;
  take(scan: ReadScan): Promise<void>;
  save(): Promise<void>;
}

/**
 * The pieces of a pallet sheet, ticked by a person, become one movement each.
 * What cannot be stored yet, because a field is missing, waits: none is lost.
 */
export class Pieces {
  /** The first one stands in the form. */
  waiting = $state.raw<readonly ReadScan[]>([]);
  readonly #form: PieceForm;

  constructor(form: PieceForm) {
    this.#form = form;
  }

  /** Takes what a person ticked. */
  async takeAll(scans: readonly ReadScan[]): Promise<void> {
    const idle = this.waiting.length === 0;
    this.waiting = [...this.waiting, ...scans];
    if (idle) await this.#store();
  }

  /** A scan in between: another piece waits its turn, a place or a product may be what is missing. */
  async take(scan: ReadScan): Promise<void> {
    if (this.waiting.length > 0 && scan.serial !== undefined) this.waiting = [...this.waiting, scan];
    else await this.#form.take(scan);
  }

  /** Once the first one was stored by OK, the others follow. */
  async goOn(): Promise<void> {
    if (this.waiting.length === 0 || !this.#stored) return;
    this.waiting = this.waiting.slice(1);
    await this.#store();
  }

  /** The one in the form stays there; the others are not taken after all. */
  drop(): void {
    this.waiting = [];
  }

  get #stored(): boolean {
    const { kind } = this.#form.told;
    return kind === 'stored' || kind === 'repeat';
  }

  async #store(): Promise<void> {
    for (let [piece] = this.waiting; piece; [piece] = this.waiting) {
      await this.#form.take(piece);
      // Saving on scan may have done it already.
      if (this.#form.serial !== '') await this.#form.save();
      if (!this.#stored) return;
      this.waiting = this.waiting.slice(1);
    }
  }
}
