import { live, type Live } from '$lib/components/live.svelte';
import { ownInState } from '$lib/db/queries/own-rows';
import { freeBytes, isLow, readStorageReport, type StorageReport } from '$lib/db/safety/space';
import type { Device } from '$lib/sync/device';

/** Space goes slowly, and each look costs the browser a walk over its files. */
const LOOK_EVERY_MS = 5 * 60_000;

/** A person who has refused is not asked again on the same day. */
const ASK_AGAIN_AFTER_MS = 24 * 60 * 60_000;
const ASKED_KEY = 'douchette.protection-asked';

function wasAskedLately(now: number): boolean {
  try {
    return now - Number(localStorage.getItem(ASKED_KEY) ?? 0) < ASK_AGAIN_AFTER_MS;
  } catch {
    return false;
  }
}

function noteAsked(now: number): void {
  try {
    localStorage.setItem(ASKED_KEY, String(now));
  } catch {
    // Then it is asked again at the next start.
  }
}

/** Keeps an eye on the storage of this device, and asks for its protection once there is something to protect. */
export class StorageWatch {
  report = $state.raw<StorageReport | null>(null);
  /** A scan did not fit. Newer Chromium reports a quota that says nothing of the disk. */
  isFull = $state(false);
  readonly #waiting: Live<number>;
  #isProtectionSettled = false;

  /** Call it while a component starts. */
  constructor(device: Device) {
    this.#waiting = live(() => () => ownInState(device.db, 'waiting').limit(1).count());
    $effect(() => {
      const look = () => void this.#look();
      look();
      const timer = setInterval(look, LOOK_EVERY_MS);
      document.addEventListener('visibilitychange', look);
      const stop = device.onStorageTrouble((code) => {
        this.isFull ||= code === 'storage-full';
        look();
      });
      return () => {
        stop();
        clearInterval(timer);
        document.removeEventListener('visibilitychange', look);
      };
    });
    $effect(() => {
      if ((this.#waiting.value ?? 0) > 0) void this.#protect();
    });
  }

  get isLow(): boolean {
    return this.isFull || (this.report !== null && isLow(this.report));
  }

  /** Bytes; null when unknown, or known to be wrong. */
  get free(): number | null {
    return this.report && !this.isFull ? freeBytes(this.report) : null;
  }

  async #look(): Promise<void> {
    this.report = await readStorageReport(navigator);
  }

  async #protect(): Promise<void> {
    if (this.#isProtectionSettled) return;
    this.#isProtectionSettled = true;
    const now = Date.now();
    const { persisted } = await readStorageReport(navigator);
    if (persisted !== false || wasAskedLately(now)) return;
    noteAsked(now);
    await navigator.storage.persist().catch(() => false);
  }
}
