/** One bit for each two neighbouring characters of a text, whatever their place. */
const BITS = 128;
const FIRST_WORDS = 64;

/** Texts of fewer characters have too few bits to tell anything. */
export const SIGNED_LENGTH = 3;

/** The bits of a text, some perhaps twice. */
function bitsOf(text: string): number[] {
  const bits: number[] = [];
  for (let at = 1; at < text.length; at++) {
    const pair = Math.imul(text.charCodeAt(at - 1), 0x9e3779b1) ^ Math.imul(text.charCodeAt(at), 0x85ebca77);
    bits.push((Math.imul(pair, 0xc2b2ae3d) >>> 16) % BITS);
  }
  return bits;
}

/**
 * Signatures of many short texts, one row for each bit:
 *
 *   bit   rows 0–31                        rows 32–63 …
 *   0     00000000000001000000000000000000 …
 *   1     01000000000000000000010000000000 …
 *
 * A text that holds another has all of its bits: the rows that may hold it are
 * where all of those lines have a one, 32 of them told in one step.
 */
export class Signatures {
  #lines: Uint32Array[] = Array.from({ length: BITS }, () => new Uint32Array(FIRST_WORDS));
  #size = 0;

  /** @param text folded as what will be sought */
  add(text: string): void {
    const word = this.#size >>> 5;
    if (word === this.#lines[0]?.length) this.#grow();
    const one = 1 << (this.#size & 31);
    for (const bit of bitsOf(text)) {
      const line = this.#lines[bit];
      if (line) line[word] = (line[word] ?? 0) | one;
    }
    this.#size += 1;
  }

  #grow(): void {
    this.#lines = this.#lines.map((line) => {
      const longer = new Uint32Array(2 * line.length);
      longer.set(line);
      return longer;
    });
  }

  /**
   * The rows whose signature does not rule a text out, ascending.
   *
   * @param limit null is returned when there are more
   */
  candidates(sought: string, limit: number): Uint32Array | null {
    const words = Math.ceil(this.#size / 32);
    const all = new Uint32Array(words).fill(0xffffffff);
    for (const bit of new Set(bitsOf(sought))) {
      const line = this.#lines[bit];
      for (let word = 0; line && word < words; word++) all[word] = (all[word] ?? 0) & (line[word] ?? 0);
    }
    return toRows(all, limit);
  }
}

/** The places of the ones; null when there are too many. */
function toRows(words: Uint32Array, limit: number): Uint32Array | null {
  const rows = new Uint32Array(limit);
  let count = 0;
  for (let word = 0; word < words.length; word++) {
    for (let rest = words[word] ?? 0; rest !== 0; rest &= rest - 1) {
      if (count === limit) return null;
      rows[count++] = 32 * word + 31 - Math.clz32(rest & -rest);
    }
  }
  return rows.subarray(0, count);
}
