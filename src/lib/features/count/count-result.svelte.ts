import { live, type Live } from '$lib/components/live.svelte';
import { readCount, type CountStanding } from '$lib/db/queries/read-count';
import type { DeviceErrorCode } from '$lib/db/result';
import type { FoundSerial } from '$lib/domain/count/count-serials';
import { settleFound, settleMissing } from '$lib/domain/count/count-settlement';
import type { Document } from '$lib/domain/document/document';
import { authorOf } from '$lib/sync/author';
import type { Device } from '$lib/sync/device';

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
  readonly #device: Device;
  readonly #document: Document;

  /** Call it while a component starts. */
  constructor(device: Device, document: Document) {
    this.#device = device;
    this.#document = document;
    this.standing = live(() => () => readCount(device.db, document));
  }

  of(finding: FoundSerial['finding']): FoundSerial[] {
    return this.standing.value?.found.filter((one) => one.finding === finding) ?? [];
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
