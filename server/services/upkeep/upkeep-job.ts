import { setImmediate as breathe } from 'node:timers/promises';
import type { UpkeepState } from '../../../src/lib/protocol/upkeep.ts';
import type { Written } from '../../store/store.ts';
import { upkeepSteps, type Step } from '../../store/upkeep.ts';

/** Rows in one step: some milliseconds of work, so that other requests are answered in between. */
export const STEP_ROWS = 200;

/** How often a step that found the database busy is tried again before the work is given up. */
const BUSY_TRIES = 20;

const REPORTED_DIFFERENCES = 1000;

interface Progress {
  rows: number;
  movements: number;
  next: number | null;
}

/** The one piece of upkeep of a server: at most one runs, and the last one's report is kept. */
export class UpkeepJob {
  #state: UpkeepState | null = null;

  get state(): UpkeepState | null {
    return structuredClone(this.#state);
  }

  get isRunning(): boolean {
    return this.#state !== null && this.#state.endedAt === null;
  }

  /**
   * Begins work in the background; false when another is under way.
   *
   * @param input.work reports through the `Reporter`; a rejection ends it as `failed`
   * @param input.onFault told of the rejection
   */
  begin(input: {
    kind: UpkeepState['kind'];
    total: number;
    now: () => number;
    work: (report: Reporter) => Promise<void>;
    onFault: (fault: unknown) => void;
  }): boolean {
    if (this.isRunning) return false;
    const state: UpkeepState = {
      kind: input.kind,
      phase: 'working',
      startedAt: input.now(),
      endedAt: null,
      done: 0,
      total: input.total,
      movements: 0,
      differences: [],
      differenceCount: 0,
      export: null
    };
    this.#state = state;
    input
      .work(new Reporter(state))
      .then(() => {
        state.phase = 'done';
      })
      .catch((fault: unknown) => {
        state.phase = 'failed';
        input.onFault(fault);
      })
      .finally(() => {
        state.endedAt = input.now();
      });
    return true;
  }
}

/** What running work tells of itself. */
export class Reporter {
  readonly #state: UpkeepState;

  constructor(state: UpkeepState) {
    this.#state = state;
  }

  enter(phase: 'exporting' | 'working'): void {
    Object.assign(this.#state, { phase, done: 0, movements: 0 });
  }

  exported(made: UpkeepState['export']): void {
    this.#state.export = made;
  }

  differ(found: UpkeepState['differences']): void {
    const { differences } = this.#state;
    this.#state.differenceCount += found.length;
    differences.push(...found.slice(0, REPORTED_DIFFERENCES - differences.length));
  }

  /** Takes step after step over all rows, letting requests in between. Rejects when the database stays busy. */
  async through<T extends Progress>(step: (from: Step) => Promise<Written<T>>, each?: (made: T) => void) {
    for await (const made of upkeepSteps(STEP_ROWS, (from) => untilWritten(() => step(from)))) {
      this.#state.done += made.rows;
      this.#state.movements += made.movements;
      each?.(made);
      await breathe();
    }
  }
}

async function untilWritten<T>(work: () => Promise<Written<T>>): Promise<T> {
  for (let tries = 0; tries < BUSY_TRIES; tries++) {
    const written = await work();
    if (written.ok) return written.value;
    await breathe();
  }
  throw new Error('the database stayed busy');
}
