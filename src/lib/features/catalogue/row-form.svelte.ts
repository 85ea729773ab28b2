import type { CatalogueProblem } from '$lib/domain/catalogue/problem';
import type { Put, PutAnswer } from '$lib/protocol/catalogue';
import type { Device } from '$lib/sync/device';
import type { Answer } from '$lib/sync/transport';
import { newId } from './new-id';
import type { Fault } from './product-draft';
import { RowEditor } from './row-editor.svelte';

/** How a kind of row is shown in a form, read back from it, judged and saved. */
export interface RowFormRule<Row extends { id: string }, Values> {
  /** What the form shows; of a new row when null. */
  toValues: (row: Row | null) => Values;
  toRow: (id: string, values: Values) => { row: Row; faults: Fault[] };
  check: (row: Row) => Promise<readonly CatalogueProblem[]>;
  put: (put: Put<Row>) => Promise<Answer<PutAnswer<Row>>>;
}

/** A row under edit: what was typed, what is wrong with it, and saving it. */
export class RowForm<Row extends { id: string }, Values extends object> {
  values = $state() as Values;
  faults = $state.raw<readonly Fault[]>([]);
  readonly editor: RowEditor<Row>;
  readonly id: string;
  readonly #device: Device;
  readonly #rule: RowFormRule<Row, Values>;
  #clean = $state('');

  constructor(device: Device, row: Row | null, rule: RowFormRule<Row, Values>) {
    this.#device = device;
    this.#rule = rule;
    this.id = row?.id ?? newId();
    this.editor = new RowEditor<Row>({ seen: row, put: rule.put, check: rule.check });
    this.fill(row);
  }

  get dirty(): boolean {
    return JSON.stringify(this.values) !== this.#clean;
  }

  fill(row: Row | null): void {
    this.values = this.#rule.toValues(row);
    this.#clean = JSON.stringify(this.values);
    this.faults = [];
  }

  /** True once it is stored. */
  async save(change: Partial<Values> = {}): Promise<boolean> {
    const { row, faults } = this.#rule.toRow(this.id, {
      ...($state.snapshot(this.values) as Values),
      ...change
    });
    this.faults = faults;
    this.editor.problems = [];
    if (faults.length > 0 || !(await this.editor.save(row))) return false;
    this.fill(row);
    this.#device.sync.nudge();
    return true;
  }
}

/** A row as it would stand among the others. */
export const amongOthers = <Row extends { id: string }>(row: Row, all: readonly Row[]) => ({
  changed: [row],
  all: [...all.filter(({ id }) => id !== row.id), row]
});
