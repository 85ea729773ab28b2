import { live } from '$lib/components/live.svelte';
import { readLocalHistory } from '$lib/db/queries/history';
import { readSerialView, type SerialView } from '$lib/db/queries/serial-view';
import type { DeviceErrorCode } from '$lib/db/result';
import type { SerialIdentity } from '$lib/db/schema';
import type { SerialRow } from '$lib/domain/serial/serial-row';
import type { SerialDetailResponse } from '$lib/protocol/queries';
import type { Device } from '$lib/sync/device';
import type { SyncStatus } from '$lib/sync/sync-loop';
import { CatalogueNames } from '$lib/live/catalogue-names.svelte';
import { localLines, serverLines, type HistoryLine } from './history-lines';

/** Everything about one serial: what this device knows, and the server's whole history when it answers. */
export class SerialCard {
  readonly names: CatalogueNames;
  serverError = $state<DeviceErrorCode | null>(null);
  asking = $state(true);
  #detail = $state.raw<SerialDetailResponse | null>(null);
  readonly #device: Device;
  readonly #view;
  readonly #local;
  readonly #deviceName;

  /** Call it while a component starts. */
  constructor(device: Device, identity: () => SerialIdentity) {
    this.#device = device;
    const { db } = device;
    this.names = new CatalogueNames(db);
    this.#view = live(() => {
      const sought = identity();
      return () => readSerialView(db, sought);
    });
    this.#local = live(() => {
      const sought = identity();
      return () => readLocalHistory(db, sought);
    });
    this.#deviceName = live(() => async () => (await db.readMeta('identity'))?.deviceName ?? null);
    $effect(() => device.sync.subscribe((status) => (this.#status = status)));
    $effect(() => {
      if (!this.#reachable) this.asking = false;
      else if (this.#state !== 'looking') void this.#ask(identity());
    });
  }

  #status = $state.raw<SyncStatus | null>(null);

  /** Has the server been reached of late? Offline there is nothing to ask. */
  readonly #reachable = $derived.by(() => {
    const status = this.#status;
    return status !== null && status.lastSyncedAt !== null && status.phase !== 'offline';
  });

  /** Changes when the server's row here does: its history is then asked for again. */
  readonly #state = $derived.by(() => {
    const view = this.#view.value;
    return view === undefined ? 'looking' : `version ${view?.serverVersion ?? 'none'}`;
  });

  /** What this device knows; null when that is nothing, undefined until it has looked. */
  get view(): SerialView | null | undefined {
    return this.#view.value;
  }

  /** The row to show: this device's, which has its own movements on it, else the server's. */
  get row(): SerialRow | null {
    return this.view?.row ?? this.#detail?.row ?? null;
  }

  get standing(): SerialView['standing'] {
    return this.view?.standing ?? 'confirmed';
  }

  /** Is the whole history at hand? Otherwise only what this device keeps of it. */
  get isWhole(): boolean {
    return this.#detail !== null;
  }

  /** Newest first. */
  get lines(): HistoryLine[] {
    const local = this.#local.value ?? [];
    const here = this.#deviceName.value ?? null;
    const anomalies = this.row?.anomalies ?? [];
    const lines = this.#detail ? serverLines(this.#detail, local, here) : localLines(local, anomalies, here);
    return lines.toReversed();
  }

  async #ask(identity: SerialIdentity): Promise<void> {
    const answer = await this.#device.transport.readSerial(identity);
    this.asking = false;
    if (answer.ok) this.#detail = answer.value;
    // A serial that only this device knows yet is no error.
    else if (answer.error.code !== 'not-found') this.serverError = answer.error.code;
    if (answer.ok) this.serverError = null;
  }
}
