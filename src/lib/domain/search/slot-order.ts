/**
 * The slots of an index in the order of their serials. New ones wait unsorted
 * and are merged in when somebody asks: in the stretches between them the old
 * order is copied whole.
 */
export class SlotOrder {
  readonly #compare: (a: number, b: number) => number;
  #sorted = new Int32Array(0);
  #waiting: number[] = [];
  #places: Int32Array | null = null;

  /** @param compare by serial and product, never 0 for two slots */
  constructor(compare: (a: number, b: number) => number) {
    this.#compare = compare;
  }

  add(slot: number): void {
    this.#waiting.push(slot);
  }

  /** Every slot, sorted. */
  get sorted(): Int32Array {
    this.settle();
    return this.#sorted;
  }

  /** Merges in what waits: after each portion of many, so that nobody has to wait for all of them. */
  settle(): void {
    if (this.#waiting.length > 0) this.#merge();
  }

  /** The place of each slot in `sorted`. */
  get places(): Int32Array {
    const { sorted } = this;
    if (this.#places) return this.#places;
    const places = new Int32Array(sorted.length);
    for (let place = 0; place < sorted.length; place++) places[sorted[place] ?? 0] = place;
    this.#places = places;
    return places;
  }

  /** The first place whose slot is behind something; from there on all must be. */
  placeOf(isBehind: (slot: number) => boolean): number {
    const { sorted } = this;
    return firstBehind(sorted, { from: 0, until: sorted.length }, isBehind);
  }

  #merge(): void {
    const fresh = Int32Array.from(this.#waiting).sort(this.#compare);
    const merged = new Int32Array(this.#sorted.length + fresh.length);
    let from = 0;
    fresh.forEach((slot, at) => {
      const until = this.#gallop(from, slot);
      merged.set(this.#sorted.subarray(from, until), from + at);
      merged[until + at] = slot;
      from = until;
    });
    merged.set(this.#sorted.subarray(from), from + fresh.length);
    this.#sorted = merged;
    this.#waiting = [];
    this.#places = null;
  }

  /** Where a new slot goes, at `from` or later: by doubling steps, since the next one is often near. */
  #gallop(from: number, slot: number): number {
    const isBehind = (other: number) => this.#compare(other, slot) > 0;
    const { length } = this.#sorted;
    let step = 1;
    let low = from;
    while (low + step <= length && !isBehind(this.#sorted[low + step - 1] ?? 0)) {
      low += step;
      step *= 2;
    }
    return firstBehind(this.#sorted, { from: low, until: Math.min(low + step, length) }, isBehind);
  }
}

/** The first place whose slot is behind; those before it are not. */
function firstBehind(
  sorted: Int32Array,
  range: { from: number; until: number },
  isBehind: (slot: number) => boolean
): number {
  let { from, until } = range;
  while (from < until) {
    const middle = (from + until) >>> 1;
    if (isBehind(sorted[middle] ?? 0)) until = middle;
    else from = middle + 1;
  }
  return from;
}
