import { freeBytes, isLow, readStorageReport, type StorageReport } from '$lib/db/safety/space';
import type { CopyState } from '$lib/db/safety/queue-guard';
import type { Device } from '$lib/sync/device';

/** How safe what is stored on this device is. */
export class StoragePanelState {
  report = $state.raw<StorageReport | null>(null);
  refused = $state(false);
  copy = $state<CopyState>('starting');

  /** Call it while a component starts. */
  constructor(device: Device) {
    $effect(() => device.guard.subscribe((state) => (this.copy = state)));
    void this.#look();
  }

  get free(): number | null {
    return this.report && freeBytes(this.report);
  }

  get isLow(): boolean {
    return this.report !== null && isLow(this.report);
  }

  async protect(): Promise<void> {
    this.refused = !(await navigator.storage.persist().catch(() => false));
    await this.#look();
  }

  async #look(): Promise<void> {
    this.report = await readStorageReport(navigator);
  }
}
