import { SIGNED_LENGTH, Signatures } from './signatures.ts';

/**
 * Rows joined in one text, so that one native search passes over thousands of
 * them at once.
 *
 *   folded   "SN-1␊SN-2␊AB-9␊…"
 *   starts    0    5    10   …      a hit at 12 is row 2; the search goes on at row 3
 */
export interface TextBlock {
  /** As written, for ordering. */
  raw: string;
  /** As compared with what is sought; of the same length as `raw`. */
  folded: string;
  /** Where each row begins, and where one more would. */
  starts: Uint32Array;
}

export const TEXT_BLOCK_ROWS = 4096;
const SEPARATOR = '\n';

/** How a row holds what is sought. */
export const HOLDS = 1;
export const BEGINS = 2;
export const IS = 3;

/** What was marked. */
export interface Marks {
  /** The rows that hold the text; null when they are many and nobody listed them. */
  rows: Uint32Array | null;
}

/** Beyond so many rows to look at, passing over whole blocks is faster. */
const CANDIDATES = 80_000;

/**
 * Many short texts that are searched for a part of any of them: by signatures
 * when what is sought rules most of them out, otherwise by passing over all.
 */
export class TextColumn {
  readonly #fold: (text: string) => string;
  readonly #signatures = new Signatures();
  readonly #full: TextBlock[] = [];
  /** The rows that do not fill a block yet. */
  #open: string[] = [];
  #openBlock: TextBlock | null = null;

  /** @param fold makes equal what is to be found alike, without changing a text's length */
  constructor(fold: (text: string) => string) {
    this.#fold = fold;
  }

  get size(): number {
    return this.#full.length * TEXT_BLOCK_ROWS + this.#open.length;
  }

  add(text: string): void {
    this.#signatures.add(this.#fold(text));
    this.#open.push(text);
    this.#openBlock = null;
    if (this.#open.length < TEXT_BLOCK_ROWS) return;
    this.#full.push(this.#toBlock(this.#open));
    this.#open = [];
  }

  at(row: number): string {
    const block = this.#full[Math.floor(row / TEXT_BLOCK_ROWS)];
    const place = row % TEXT_BLOCK_ROWS;
    if (!block) return this.#open[place] ?? '';
    return block.raw.slice(block.starts[place], (block.starts[place + 1] ?? 0) - 1);
  }

  #foldedAt(row: number): string {
    const block = this.#full[Math.floor(row / TEXT_BLOCK_ROWS)];
    const place = row % TEXT_BLOCK_ROWS;
    if (!block) return this.#fold(this.#open[place] ?? '');
    return block.folded.slice(block.starts[place], (block.starts[place + 1] ?? 0) - 1);
  }

  /** All rows, `TEXT_BLOCK_ROWS` in each block but the last. */
  blocks(): readonly TextBlock[] {
    if (this.#open.length === 0) return this.#full;
    this.#openBlock ??= this.#toBlock(this.#open);
    return [...this.#full, this.#openBlock];
  }

  /**
   * Writes into `marks` how each row holds the text; rows that do not are left as they are.
   *
   * @param sought folded, not empty, without a line end
   */
  mark(sought: string, marks: Uint8Array): Marks {
    const candidates = sought.length < SIGNED_LENGTH ? null : this.#signatures.candidates(sought, CANDIDATES);
    if (candidates) return { rows: this.#markRows(candidates, sought, marks) };
    let isFound = false;
    this.blocks().forEach((block, at) => {
      isFound = markBlock(block, sought, marks.subarray(at * TEXT_BLOCK_ROWS)) || isFound;
    });
    return { rows: isFound ? null : new Uint32Array(0) };
  }

  #toBlock(rows: readonly string[]): TextBlock {
    const raw = rows.join(SEPARATOR) + SEPARATOR;
    const starts = new Uint32Array(rows.length + 1);
    rows.forEach((text, row) => (starts[row + 1] = (starts[row] ?? 0) + text.length + 1));
    return { raw, folded: this.#fold(raw), starts };
  }

  /** Marks those of some rows that hold the text, and returns them. */
  #markRows(rows: Uint32Array, sought: string, marks: Uint8Array): Uint32Array {
    return rows.filter((row) => {
      const text = this.#foldedAt(row);
      const hit = text.indexOf(sought);
      if (hit < 0) return false;
      marks[row] = markOf(hit, text.length, sought);
      return true;
    });
  }
}

function markOf(hit: number, length: number, sought: string): number {
  return hit > 0 ? HOLDS : length === sought.length ? IS : BEGINS;
}

/** Returns whether any row holds the text. */
function markBlock({ folded, starts }: TextBlock, sought: string, marks: Uint8Array): boolean {
  let row = 0;
  let hit = folded.indexOf(sought);
  if (hit < 0) return false;
  while (hit >= 0) {
    while ((starts[row + 1] ?? 0) <= hit) row++;
    const start = starts[row] ?? 0;
    const end = starts[row + 1] ?? 0;
    marks[row] = markOf(hit - start, end - start - 1, sought);
    row++;
    hit = folded.indexOf(sought, end);
  }
  return true;
}
