import { live, type Live } from '$lib/components/live.svelte';
import { isCountOf, readCount, type CountedQuantity, type CountStanding } from '$lib/db/queries/read-count';
import type { DeviceErrorCode } from '$lib/db/result';
import type { QuantityDifference } from '$lib/domain/count/count-quantity';
import type { FoundSerial } from '$lib/domain/count/count-serials';
import { settleFound, settleMissing } from '$lib/domain/count/count-settlement';
import type { Document } from '$lib/domain/document/document';
import { authorOf } from '$lib/sync/author';
import type { DeskApi } from '$lib/sync/desk-api';
import type { Device } from '$lib/sync/device';
import { untrack } from 'svelte';
import { serverDifference } from './server-difference';

/** How many differences one writing stores: between two of them the page can say how far it is. */
const AT_ONCE = 200;

/** What a count has shown, and making it good. */
export class CountResult {
  readonly standing: Live<CountStanding>;
  validating = $state(false);
  /** 0 to 1 while it validates. */
  share = $state(0);
  validated = $state<number | null>(null);
  error = $state<DeviceErrorCode | null>(null);
  /** What the server told of counts whose history this device does not hold, by movement. */
  #told = $state.raw<ReadonlyMap<string, QuantityDifference | null>>(new Map());
  readonly #api: Pick<DeskApi, 'stockMovements'>;
  readonly #device: Device;
  readonly #document: Document;

  /** Call it while a component starts. */
  constructor(input: { device: Device; document: Document; api: Pick<DeskApi, 'stockMovements'> }) {
    const { device, document, api } = input;
    this.#device = device;
    this.#api = api;
    this.#document = document;
    this.standing = live(() => () => readCount(device.db, document));
    $effect(() => {
      const untold = this.standing.value?.counted.filter(({ difference }) => difference === null) ?? [];
      untrack(() => void this.#askOf(untold));
    });
  }

  of(finding: FoundSerial['finding']): FoundSerial[] {
    return this.standing.value?.found.filter((one) => one.finding === finding) ?? [];
  }

  /** What a count of goods without serial has shown; null while nobody could say. */
  differenceOf({ difference, movementId }: CountedQuantity): QuantityDifference | null {
    return difference ?? this.#told.get(movementId) ?? null;
  }

  /** Those that differ from what was known. */
  get quantityDifferences(): CountedQuantity[] {
    return (this.standing.value?.counted ?? []).filter((one) => {
      const difference = this.differenceOf(one);
      return difference !== null && difference.countedMicros !== difference.expectedMicros;
    });
  }

  async #askOf(untold: readonly CountedQuantity[]): Promise<void> {
    for (const one of untold) {
      if (this.#told.has(one.movementId)) continue;
      const answer = await this.#api.stockMovements(one);
      if (!answer.ok) return;
      const told = serverDifference(one, answer.value, isCountOf(this.#document));
      this.#told = new Map([...this.#told, [one.movementId, told]]);
    }
  }

  /** Stores what makes the differences good, in portions; what is stored stays so when a later one fails. */
  async validate(label: string): Promise<void> {
    const { value } = this.standing;
    const author = await authorOf(this.#device);
    if (!value || this.validating) return;
    if (!author) {
      this.error = 'not-enrolled';
      return;
    }
    const by = { ...author, document: this.#document.number, label };
    const drafts = [
      ...value.found.flatMap((found) => settleFound(found, by) ?? []),
      ...value.missing.map((missing) => settleMissing(missing, by))
    ];
    this.validating = true;
    this.error = null;
    let stored = 0;
    while (stored < drafts.length && this.error === null) {
      const recorded = await this.#device.recordAll(drafts.slice(stored, stored + AT_ONCE), { group: false });
      if (!recorded.ok) this.error = recorded.error.code;
      else stored += recorded.value.length;
      this.share = stored / drafts.length;
    }
    this.validated = stored;
    this.validating = false;
  }
}
