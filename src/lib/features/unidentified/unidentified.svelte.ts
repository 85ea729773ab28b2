import { live } from '$lib/components/live.svelte';
import type { DeviceErrorCode } from '$lib/db/result';
import type { FoldableMovement } from '$lib/domain/movement/movement';
import type { Device } from '$lib/sync/device';

export interface UnidentifiedScan {
  movement: FoldableMovement;
  deviceName: string | null;
  waiting: boolean;
}

/** Scans whose product nobody knows: the server's, and those still waiting here. */
export class Unidentified {
  asking = $state(true);
  error = $state<DeviceErrorCode | null>(null);
  #server = $state.raw<UnidentifiedScan[]>([]);
  readonly #device: Device;
  readonly #own;

  /** Call it while a component starts. */
  constructor(device: Device) {
    this.#device = device;
    this.#own = live(() => () => this.#ownScans());
    let lastSyncedAt: number | null | undefined;
    $effect(() =>
      device.sync.subscribe((status) => {
        if (status.lastSyncedAt === lastSyncedAt) return;
        lastSyncedAt = status.lastSyncedAt;
        void this.ask();
      })
    );
  }

  /** Newest first. */
  get scans(): UnidentifiedScan[] {
    const byId = new Map(
      [...(this.#own.value ?? []), ...this.#server].map((scan) => [scan.movement.id, scan])
    );
    return [...byId.values()].sort((a, b) => b.movement.recordedAt - a.movement.recordedAt);
  }

  async ask(): Promise<void> {
    const answer = await this.#device.transport.unidentified();
    this.asking = false;
    this.error = answer.ok ? null : answer.error.code;
    if (!answer.ok) return;
    this.#server = answer.value.scans.map(({ movement, deviceName }) => ({
      movement,
      deviceName,
      waiting: false
    }));
  }

  async #ownScans(): Promise<UnidentifiedScan[]> {
    const { db } = this.#device;
    const identity = await db.readMeta('identity');
    const rows = await db.outbox.filter(({ movement }) => movement.productId === null).toArray();
    return rows.map(({ movement, state }) => ({
      movement,
      deviceName: identity?.deviceName ?? null,
      waiting: state !== 'acknowledged'
    }));
  }
}
