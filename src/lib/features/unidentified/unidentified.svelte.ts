import { live } from '$lib/components/live.svelte';
import { findNamed, listOwnUnidentified } from '$lib/db/queries/unidentified';
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
  readonly #named;

  /** Call it while a component starts. */
  constructor(device: Device) {
    this.#device = device;
    this.#own = live(() => () => this.#ownScans());
    this.#named = live(() => {
      const scans = this.#server.map(({ movement }) => movement);
      return () => findNamed(device.db, scans);
    });
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
    const named = this.#named.value;
    const waiting = [...byId.values()].filter(({ movement }) => !named?.has(movement.id));
    return waiting.sort((a, b) => b.movement.recordedAt - a.movement.recordedAt);
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
    const own = await listOwnUnidentified(db);
    return own.map(({ movement, state }) => ({
      movement,
      deviceName: identity?.deviceName ?? null,
      waiting: state !== 'acknowledged'
    }));
  }
}
