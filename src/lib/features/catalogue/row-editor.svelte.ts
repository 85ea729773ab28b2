import type { DeviceErrorCode } from '$lib/db/result';
import type { CatalogueProblem } from '$lib/domain/catalogue/problem';
import type { Put, PutAnswer } from '$lib/protocol/catalogue';
import type { Answer } from '$lib/sync/transport';

/** What the other desk has made of the row; null: it is gone. */
export interface Conflict<Row> {
  present: Row | null;
}

/** Saves one row of the catalogue online; what was typed stays with whoever owns the form. */
export class RowEditor<Row extends { id: string }> {
  saving = $state(false);
  error = $state<DeviceErrorCode | null>(null);
  problems = $state.raw<readonly CatalogueProblem[]>([]);
  conflict = $state.raw<Conflict<Row> | null>(null);
  /** The row as it was when editing began; null for a new one. */
  seen = $state.raw<Row | null>(null);
  readonly #put: (put: Put<Row>) => Promise<Answer<PutAnswer<Row>>>;
  readonly #check: (row: Row) => Promise<readonly CatalogueProblem[]>;

  constructor(input: {
    seen: Row | null;
    put: (put: Put<Row>) => Promise<Answer<PutAnswer<Row>>>;
    /** What this device can already tell is wrong. */
    check: (row: Row) => Promise<readonly CatalogueProblem[]>;
  }) {
    this.seen = input.seen;
    this.#put = input.put;
    this.#check = input.check;
  }

  /** Stores the row; false when it was not stored, and then it says why. */
  async save(row: Row): Promise<boolean> {
    if (this.saving) return false;
    this.saving = true;
    this.error = null;
    this.conflict = null;
    this.problems = await this.#check(row);
    const stored = this.problems.length === 0 && this.#took(await this.#put({ row, seen: this.seen }));
    this.saving = false;
    return stored;
  }

  /** The other desk's version is what will be saved over. */
  acceptTheirs(): Row | null {
    const present = this.conflict?.present ?? null;
    this.seen = present;
    this.conflict = null;
    return present;
  }

  #took(answer: Answer<PutAnswer<Row>>): boolean {
    if (!answer.ok) {
      this.error = answer.error.code;
      return false;
    }
    const { value } = answer;
    if (value.verdict === 'stored') this.seen = value.row;
    if (value.verdict === 'refused') this.problems = value.problems;
    if (value.verdict === 'changed-meanwhile') this.conflict = { present: value.present };
    return value.verdict === 'stored';
  }
}
