import { secretHash } from './secrets.ts';

/** The code of the link that the server printed at its start: it makes the first administrator, once. */
export class SetupCode {
  #hash: string | null;

  /** @param hash of the code, null when there is none to be had */
  constructor(hash: string | null) {
    this.#hash = hash;
  }

  matches(code: string): boolean {
    return this.#hash !== null && secretHash(code) === this.#hash;
  }

  spend(): void {
    this.#hash = null;
  }
}
