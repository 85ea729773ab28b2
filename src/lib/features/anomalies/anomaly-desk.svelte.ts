import type { DeviceErrorCode } from '$lib/db/result';
import type { AnomalyType } from '$lib/domain/serial/anomaly';
import type { RegisteredAnomaly } from '$lib/protocol/anomalies';
import type { CommittedMovement } from '$lib/protocol/rows';
import { authorOf } from '$lib/sync/author';
import type { DeskApi } from '$lib/sync/desk-api';
import type { Device } from '$lib/sync/device';
import { settle, sideOf, type Settled, type Settlement } from './settle';

const DAY_MS = 86_400_000;

export const ages = ['all', 'day', 'week', 'month'] as const;
export type Age = (typeof ages)[number];

const ageMs: Record<Age, number | null> = { all: null, day: DAY_MS, week: 7 * DAY_MS, month: 30 * DAY_MS };

export interface Filters {
  state: 'open' | 'closed';
  type: AnomalyType | '';
  productId: string;
  operatorId: string;
  age: Age;
}

/** The register of anomalies as the desk reads and settles it. */
export class AnomalyDesk {
  filters = $state<Filters>({ state: 'open', type: '', productId: '', operatorId: '', age: 'all' });
  anomalies = $state.raw<RegisteredAnomaly[]>([]);
  openByType = $state.raw<{ type: AnomalyType; count: number }[]>([]);
  people = $state.raw<{ id: string; name: string }[]>([]);
  error = $state<DeviceErrorCode | null>(null);
  asking = $state(true);
  /** Settled here, and not yet gone from the server's list. */
  settledIds = $state.raw<ReadonlySet<string>>(new Set());
  #next = $state<string | null>(null);
  #asked = 0;
  readonly #api: DeskApi;
  readonly #device: Device;

  /** Call it while a component starts. */
  constructor(api: DeskApi, device: Device) {
    this.#api = api;
    this.#device = device;
    $effect(() => {
      void this.#ask({ ...this.filters }, null);
    });
    let lastSyncedAt: number | null | undefined;
    $effect(() =>
      device.sync.subscribe((status) => {
        const isNews = lastSyncedAt !== undefined && status.lastSyncedAt !== lastSyncedAt;
        lastSyncedAt = status.lastSyncedAt;
        if (isNews) void this.#ask({ ...this.filters }, null);
      })
    );
  }

  get hasMore(): boolean {
    return this.#next !== null;
  }

  more = (): Promise<void> => this.#ask({ ...this.filters }, this.#next);

  retry = (): Promise<void> => this.#ask({ ...this.filters }, null);

  async #ask(filters: Filters, after: string | null): Promise<void> {
    const turn = ++this.#asked;
    this.asking = true;
    const older = ageMs[filters.age];
    const answer = await this.#api.anomalies({
      state: filters.state,
      ...(filters.type && { type: filters.type }),
      ...(filters.productId && { productId: filters.productId }),
      ...(filters.operatorId && { operatorId: filters.operatorId }),
      ...(older !== null && { openedBefore: String(Math.round(this.#device.clock.now() - older)) }),
      ...(after !== null && { after })
    });
    // A slower answer to an older question changes nothing.
    if (turn !== this.#asked) return;
    this.asking = false;
    this.error = answer.ok ? null : answer.error.code;
    if (!answer.ok) return;
    const { anomalies, next, openByType } = answer.value;
    this.anomalies = after === null ? anomalies : [...this.anomalies, ...anomalies];
    this.#next = next;
    this.openByType = openByType;
    this.#meet(anomalies);
  }

  /** Remembers who made the claims, to choose from. */
  #meet(anomalies: readonly RegisteredAnomaly[]): void {
    const known = new Map(this.people.map((person) => [person.id, person]));
    for (const { claim, against } of anomalies) {
      for (const side of [claim, against])
        if (side) known.set(side.movement.operator.id, side.movement.operator);
    }
    this.people = [...known.values()].sort((a, b) => a.name.localeCompare(b.name));
  }

  /** Stores the facts that settle an anomaly; they travel like any other. */
  async settle(
    anomaly: RegisteredAnomaly,
    settlement: Settlement
  ): Promise<Extract<Settled, { ok: false }> | { ok: true } | { ok: false; failed: DeviceErrorCode }> {
    const by = await authorOf(this.#device);
    if (!by) return { ok: false, failed: 'not-enrolled' };
    const members = await this.#membersOf(anomaly, settlement);
    if ('failed' in members) return { ok: false, failed: members.failed };
    const settled = settle(anomaly, settlement, { by, members: members.movements });
    if (!settled.ok) return settled;
    const recorded = await this.#device.recordAll(settled.drafts, { group: settled.group });
    if (!recorded.ok) return { ok: false, failed: recorded.error.code };
    this.settledIds = new Set([...this.settledIds, anomaly.anomaly.id]);
    return { ok: true };
  }

  async #membersOf(
    anomaly: RegisteredAnomaly,
    { way, side }: Settlement
  ): Promise<{ movements: CommittedMovement[] } | { failed: DeviceErrorCode }> {
    const group = way === 'reverse' ? sideOf(anomaly, side)?.movement.group : undefined;
    if (!group) return { movements: [] };
    const answer = await this.#api.group(group.id);
    return answer.ok ? answer.value : { failed: answer.error.code };
  }
}
