import { live } from '$lib/components/live.svelte';
import { setOperator } from '$lib/db/commands/set-operator';
import { readOperator } from '$lib/db/queries/operator';
import type { DeviceErrorCode } from '$lib/db/result';
import { uuidV7 } from '$lib/domain/id';
import type { Device } from '$lib/sync/device';

/** Who and what this device is. */
export class DeviceSettings {
  operatorName = $state<string | null>(null);
  saved = $state(false);
  error = $state<DeviceErrorCode | null>(null);
  readonly #device: Device;
  readonly #identity;
  readonly #operator;

  /** Call it while a component starts. */
  constructor(device: Device) {
    this.#device = device;
    this.#identity = live(() => async () => (await device.db.readMeta('identity')) ?? null);
    this.#operator = live(() => () => readOperator(device.db));
  }

  get deviceName(): string {
    return this.#identity.value?.deviceName ?? '—';
  }

  /** As typed, or as stored while nobody has typed. */
  get operator(): string {
    return this.operatorName ?? this.#operator.value?.name ?? '';
  }

  /** A new name is a new person: what was recorded before keeps its own. */
  async saveOperator(): Promise<void> {
    const name = this.operator.trim();
    if (name === this.#operator.value?.name) return;
    const id = uuidV7({
      now: Math.max(0, this.#device.clock.now()),
      random: crypto.getRandomValues(new Uint8Array(10))
    });
    const result = await setOperator(this.#device.db, { id, name });
    this.error = result.ok ? null : result.error.code;
    this.saved = result.ok;
    if (result.ok) this.operatorName = null;
  }
}
