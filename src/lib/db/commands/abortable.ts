import type { Transaction } from 'dexie';

/** A transaction that may be given up before it has even begun. */
export class Abortable {
  #transaction: Transaction | undefined;
  #givenUp = false;

  begin(transaction: Transaction): void {
    this.#transaction = transaction;
    if (this.#givenUp) this.giveUp();
  }

  giveUp(): void {
    this.#givenUp = true;
    try {
      this.#transaction?.abort();
    } catch {
      // Its commit has begun: the row may get through, and then the queue shows it.
    }
  }
}
