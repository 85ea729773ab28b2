import { addDays } from '$lib/domain/time/site-day';
import { isWorkingDate } from './draft';

/**
 * The day of a movement: today on the wall of the site, until a person chooses
 * another. A form that stays open past midnight moves on with the wall, so that
 * nothing is dated back that nobody dated.
 */
export class MovementDate {
  #chosen = $state<string | null>(null);
  readonly #today: () => string;

  constructor(today: () => string) {
    this.#today = today;
  }

  /** `YYYY-MM-DD`, or what was typed of it. */
  get value(): string {
    return this.#chosen ?? this.#today();
  }

  set value(day: string) {
    this.#chosen = day === this.#today() ? null : day;
  }

  /** The day that a person chose; null while it is today. */
  get chosen(): string | null {
    return this.#chosen;
  }

  step(days: -1 | 1): void {
    this.value = addDays(isWorkingDate(this.value) ? this.value : this.#today(), days);
  }
}
