import type { Movement } from '$lib/domain/movement/movement';

/** What one saving stored: one movement, or those of a list. */
export interface Act {
  movements: readonly Movement[];
  /** What tells a repeat of each of its scans. */
  marks: readonly string[];
  /** The serial of a single one, or the product's code; null for a list. */
  code: string | null;
  /** Monotonic ms. */
  at: number;
  takenBack: boolean;
}

/** What was stored since the form was opened: how much, what was scanned when, and what can be taken back. */
export class Session {
  /** The latest first. */
  acts = $state.raw<readonly Act[]>([]);
  readonly #standing = $derived(
    new Map(
      this.acts.flatMap((act) => (act.takenBack ? [] : act.marks.map((mark) => [mark, act.at] as const)))
    )
  );

  /** Movements stored and not taken back. */
  get tally(): number {
    return this.acts.reduce((sum, act) => sum + (act.takenBack ? 0 : act.movements.length), 0);
  }

  /** The latest that still stands. */
  get last(): Act | null {
    return this.acts.find((act) => !act.takenBack) ?? null;
  }

  add(act: Omit<Act, 'takenBack'>): void {
    this.acts = [{ ...act, takenBack: false }, ...this.acts];
  }

  /** When a scan was stored, monotonic ms; null when it was not, or was taken back. */
  storedAt(mark: string): number | null {
    return this.#standing.get(mark) ?? null;
  }

  takeBack(taken: Act): void {
    this.acts = this.acts.map((act) => (act === taken ? { ...act, takenBack: true } : act));
  }
}
