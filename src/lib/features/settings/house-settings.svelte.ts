import { live } from '$lib/components/live.svelte';
import { readSettings } from '$lib/db/queries/catalogue';
import type { DeviceErrorCode } from '$lib/db/result';
import type { Settings } from '$lib/domain/catalogue/catalogue';
import { reopens } from '$lib/domain/catalogue/check-settings';
import type { CatalogueProblem } from '$lib/domain/catalogue/problem';
import type { DeskApi } from '$lib/sync/desk-api';
import type { Device } from '$lib/sync/device';

export type SwitchName = 'lotManagement' | 'stockManagement' | 'serialsOnMovements';

/** The settings that hold for every device, edited online. */
export class HouseSettings {
  saving = $state(false);
  saved = $state(false);
  changedMeanwhile = $state(false);
  error = $state<DeviceErrorCode | null>(null);
  problems = $state.raw<readonly CatalogueProblem[]>([]);
  reason = $state('');
  /** What was changed here and is not saved. */
  #typed = $state.raw<Partial<Settings>>({});
  /** The settings as they were when the first change was made. */
  #seen = $state.raw<Settings | null>(null);
  readonly #device: Device;
  readonly #api: DeskApi;
  readonly #stored;

  /** Call it while a component starts. */
  constructor(device: Device, api: DeskApi) {
    this.#device = device;
    this.#api = api;
    this.#stored = live(() => () => readSettings(device.db));
  }

  /** As they would be saved; undefined until this device has answered. */
  get values(): Settings | undefined {
    const stored = this.#seen ?? this.#stored.value;
    return stored && { ...stored, ...this.#typed };
  }

  get dirty(): boolean {
    return Object.keys(this.#typed).length > 0;
  }

  /** Would saving reopen a closed period? */
  get reopening(): boolean {
    const before = this.#seen?.closedBefore ?? null;
    return this.#seen !== null && reopens(before, this.values?.closedBefore ?? null);
  }

  /** May the switch be turned now? Each needs the one before, and holds it. */
  isFree(name: SwitchName): boolean {
    const now = this.values;
    if (!now) return false;
    if (name === 'lotManagement') return !now.stockManagement;
    if (name === 'stockManagement') return now.lotManagement && !now.serialsOnMovements;
    return now.stockManagement;
  }

  change(fields: Partial<Settings>): void {
    this.#seen ??= this.#stored.value ?? null;
    this.#typed = { ...this.#typed, ...fields };
    this.saved = false;
    this.problems = [];
  }

  async save(): Promise<void> {
    const { values: row } = this;
    const seen = this.#seen;
    if (!row || !seen || this.saving) return;
    this.saving = true;
    this.error = null;
    this.changedMeanwhile = false;
    const reason = this.reason.trim() === '' ? null : this.reason.trim();
    const answer = await this.#api.putSettings({ row, seen, reason });
    this.saving = false;
    if (!answer.ok) {
      this.error = answer.error.code;
      return;
    }
    const { value } = answer;
    if (value.verdict === 'refused') this.problems = value.problems;
    else this.#settle(value.verdict === 'stored' ? value.row : value.present);
    this.saved = value.verdict === 'stored';
    this.changedMeanwhile = value.verdict === 'changed-meanwhile';
    this.#device.sync.nudge();
  }

  /** What the server holds is shown until the feed has brought it here. */
  #settle(present: Settings | null): void {
    this.#seen = present;
    this.#typed = {};
    this.reason = '';
  }
}
