import type { ReadScan } from '$lib/components/scanning/scan-hub.svelte';
import type { DouchetteDatabase } from '$lib/db/database';
import type { Product } from '$lib/domain/catalogue/catalogue';
import { serialKey } from '$lib/domain/serial/serial-identity';
import type { ListProblem } from '$lib/domain/serial/serial-list';
import { readStandings, type Known } from '$lib/db/queries/standings';
import { takeScan, takeText, type ListedSerial, type Repeated, type Taken } from './take-text';

/** As many serials as are looked up in one go: the screen stays awake between. */
const LOOKED_UP_AT_ONCE = 500;

/** Many serials for one movement form: what was taken, what was not understood, and what is known of each. */
export class SerialBatch {
  /** Typed or pasted, and not taken yet. */
  text = $state('');
  list = $state.raw<readonly ListedSerial[]>([]);
  repeated = $state.raw<readonly Repeated[]>([]);
  problems = $state.raw<readonly ListProblem[]>([]);
  /** The pallet that what is taken from now on is on, where its label names no other. */
  container = $state<string | null>(null);
  #known = $state.raw<ReadonlyMap<string, Known>>(new Map());
  #product = $state.raw<Product | null>(null);
  #looking: Promise<void> | null = null;
  readonly #db: DouchetteDatabase;
  readonly #now: () => number;
  /** When serials were taken into the list, by key, monotonic ms. */
  readonly #takenAt = new Map<string, number>();

  /** @param now monotonic ms */
  constructor(db: DouchetteDatabase, now: () => number) {
    this.#db = db;
    this.#now = now;
  }

  /** How long ago a serial was taken into the list, in ms; null when that is not known. */
  agoOf(serial: string): number | null {
    const at = this.#takenAt.get(this.#keyOf(serial));
    return at === undefined ? null : this.#now() - at;
  }

  /** How many of the list have been looked up. */
  get looked(): number {
    return this.list.filter(({ key }) => this.#known.has(key)).length;
  }

  /** What is known of one; undefined while it is being looked up. */
  known(key: string): Known | undefined {
    return this.#known.get(key);
  }

  /** Another product: the same serials are others then, and are looked up anew. */
  async belongTo(product: Product | null): Promise<void> {
    if (product?.id === this.#product?.id) return;
    this.#product = product;
    this.#known = new Map();
    const keyed = this.list.map((listed) => ({ ...listed, key: this.#keyOf(listed.serial) }));
    this.list = [...new Map(keyed.map((listed) => [listed.key, listed])).values()];
    await this.look();
  }

  /** Takes what stands in the field; what cannot be taken stays there. */
  takeTyped(ambiguous?: 'range' | 'serial'): Taken {
    const answered = ambiguous ? { ambiguous } : {};
    return this.#apply(
      takeText({
        text: this.text,
        list: this.list,
        exactCase: this.#exactCase,
        container: this.container,
        ...answered
      })
    );
  }

  /** @returns null when the scan holds no serial that can be kept */
  takeScanned({ serial = '', lot, sscc, source, raw }: ReadScan): Taken | null {
    const taken = takeScan({
      serial,
      lot: lot ?? null,
      container: sscc ?? this.container,
      capture: source,
      rawScan: raw,
      list: this.list,
      exactCase: this.#exactCase
    });
    if (!taken) return null;
    // What waits in the field, and what is the matter with it, is not the scan's: it stays.
    this.#keep(taken);
    this.repeated = taken.repeated;
    if (taken.problems.length > 0) this.problems = taken.problems;
    return taken;
  }

  remove(key: string): void {
    this.list = this.list.filter((listed) => listed.key !== key);
    this.repeated = [];
  }

  /** Gives up what was not understood. */
  dropProblems(): void {
    this.text = '';
    this.problems = [];
  }

  /** Puts a list back as it was kept. */
  restore(list: readonly ListedSerial[], text: string): void {
    this.list = list;
    this.text = text;
    void this.look();
  }

  clear(): void {
    this.text = '';
    this.list = [];
    this.repeated = [];
    this.problems = [];
    this.#known = new Map();
  }

  /** Looks up the serials of the list that are not known yet; resolves when all are. */
  look(): Promise<void> {
    this.#looking ??= this.#lookAll().finally(() => (this.#looking = null));
    return this.#looking;
  }

  get #exactCase(): boolean {
    return this.#product?.exactCase ?? false;
  }

  #keyOf(serial: string): string {
    return serialKey(serial, { exactCase: this.#exactCase });
  }

  #keep({ list, added }: Taken): void {
    const now = this.#now();
    for (const { key } of added > 0 ? list.slice(-added) : []) this.#takenAt.set(key, now);
    this.list = list;
  }

  #apply(taken: Taken): Taken {
    this.#keep(taken);
    this.repeated = taken.repeated;
    this.problems = taken.problems;
    this.text = taken.rest;
    return taken;
  }

  async #lookAll(): Promise<void> {
    for (let product = this.#product; product; product = this.#product) {
      const keys = this.list.map(({ key }) => key).filter((key) => !this.#known.has(key));
      const some = keys.slice(0, LOOKED_UP_AT_ONCE);
      if (some.length === 0) return;
      const found = await readStandings(this.#db, product.id, some);
      // Another product was chosen meanwhile: these are not its serials.
      if (product.id !== this.#product?.id) continue;
      const known = new Map(this.#known);
      some.forEach((key, at) => known.set(key, found[at] ?? { view: null, others: [] }));
      this.#known = known;
    }
  }
}
