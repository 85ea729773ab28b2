import { live, type Live } from '$lib/components/live.svelte';
import { readQueueSummary, type QueueSummary } from '$lib/db/queries/queue';
import type { I18n } from '$lib/i18n/i18n.svelte';
import type { Device } from '$lib/sync/device';
import type { SyncStatus } from '$lib/sync/sync-loop';

export type SyncLook = 'ok' | 'waiting' | 'syncing' | 'offline' | 'error';

const nothing: QueueSummary = { waiting: 0, parked: 0, oldestWaitingAt: null };

/** What a person wants to know of the sync, in one look and few words. */
export class SyncView {
  #status = $state.raw<SyncStatus>() as SyncStatus;
  #summary: Live<QueueSummary>;
  #i18n: I18n;

  /** Call it while a component starts. */
  constructor(device: Device, i18n: I18n) {
    this.#i18n = i18n;
    this.#status = device.sync.state;
    this.#summary = live(() => () => readQueueSummary(device.db));
    $effect(() => device.sync.subscribe((status) => (this.#status = status)));
  }

  get status(): SyncStatus {
    return this.#status;
  }

  get summary(): QueueSummary {
    return this.#summary.value ?? nothing;
  }

  get busy(): boolean {
    return ['pushing', 'pulling', 'first-sync'].includes(this.#status.phase);
  }

  get look(): SyncLook {
    const { phase, error } = this.#status;
    // The server answers, and does not let this device in: that does not pass by itself.
    if (phase === 'needs-enrolment' && error?.code !== 'unreachable') return 'error';
    if (phase === 'stopped' || phase === 'backing-off' || this.summary.parked > 0) return 'error';
    if (phase === 'offline' || phase === 'needs-enrolment') return 'offline';
    // A poll with nothing to send is no news.
    if (phase === 'first-sync' || (this.busy && this.summary.waiting > 0)) return 'syncing';
    return this.summary.waiting > 0 ? 'waiting' : 'ok';
  }

  /** « 3 en attente », « Hors ligne », « À jour ». */
  get label(): string {
    const { t } = this.#i18n;
    const { waiting, parked } = this.summary;
    if (parked > 0) return t.sync.parked(parked);
    if (waiting > 0) return t.sync.waiting(waiting);
    const words = {
      ok: t.sync.upToDate,
      waiting: '',
      syncing: t.sync.syncing,
      offline: t.sync.offline,
      error: t.sync.error
    };
    return words[this.look];
  }

  /** The whole state in one sentence: connection and count are both said. */
  get sentence(): string {
    const { t } = this.#i18n;
    const words = {
      ok: t.sync.upToDate,
      waiting: t.sync.upToDate,
      syncing: t.sync.syncing,
      offline: t.sync.offline,
      error: t.sync.error
    };
    const parts = this.look === 'waiting' ? [] : [words[this.look]];
    if (this.summary.waiting > 0) parts.push(t.sync.movementsWaiting(this.summary.waiting));
    if (this.summary.parked > 0) parts.push(t.sync.parked(this.summary.parked));
    return parts.join(', ');
  }

  /** « synchronisé à 14:02 », with the day when it was not today. */
  get synced(): string {
    const at = this.#status.lastSyncedAt;
    const { t } = this.#i18n;
    if (at === null) return t.sync.neverSynced;
    const today = new Date().toDateString() === new Date(at).toDateString();
    return today ? t.sync.syncedAt(this.#i18n.time(at)) : t.sync.syncedOn(this.#i18n.dateTime(at));
  }
}
