/** A small number for each distinct text; 0 stands for none. */
export class Dictionary {
  readonly #codes = new Map<string, number>();
  readonly texts: string[] = [''];

  get size(): number {
    return this.texts.length;
  }

  codeOf(text: string | null): number {
    if (text === null) return 0;
    const known = this.#codes.get(text);
    if (known !== undefined) return known;
    this.#codes.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }

  /** Undefined when the text has never been given a number. */
  find(text: string): number | undefined {
    return this.#codes.get(text);
  }
}
