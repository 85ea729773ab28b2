import { serialKey } from '../serial/serial-identity.ts';
import { rangeHolds, rangeStem, type SerialRange } from '../serial/serial-range.ts';
import type { SearchableRow } from '../serial/serial-matcher.ts';
import { openAnomalies } from '../serial/serial-row.ts';
import { serialStatuses } from '../serial/status.ts';
import { compareCodePoints } from '../text/compare-code-points.ts';
import { Dictionary } from './dictionary.ts';
import { Growing } from './growing.ts';
import { SlotOrder } from './slot-order.ts';
import { BEGINS, HOLDS, TextColumn, type Marks } from './text-column.ts';

/** What the index keeps of a serial. */
export type IndexedSerial = Pick<SearchableRow, 'productId' | 'serialKey'> & {
  state: Pick<SearchableRow['state'], 'status' | 'condition' | 'locationId' | 'lot' | 'partnerId' | 'since'>;
  withAnomaly: boolean;
};

export function toIndexedSerial(row: SearchableRow): IndexedSerial {
  const { productId, serialKey: key, state } = row;
  return { productId, serialKey: key, state, withAnomaly: openAnomalies(row).length > 0 };
}

/** Bits of the column `flags`. */
export const QUARANTINE = 1;
export const ANOMALY = 2;

/** Stands for no value in a column of numbers: behind every other. */
export const NO_VALUE = Number.MAX_SAFE_INTEGER;

/** The status of an empty slot; no query lets it through. */
const GONE = serialStatuses.length;

const statusCodes = new Map(serialStatuses.map((status, code) => [status, code]));

const bytes = (capacity: number) => new Uint8Array(capacity);
const codes = (capacity: number) => new Uint32Array(capacity);

/**
 * Serials in columns, for searching among a million of them without reading any
 * row: about 60 bytes each. It knows nothing of where rows come from; whoever
 * fills it keeps which slot is whose.
 *
 *   slot   keys      product  status  flags  place  lot  partner  since
 *   0      SN-1         1        1      0      1     0      3     1.7e12
 *   1      AB-9         2        3      2      0     1      0     1.7e12
 */
export class SerialIndex {
  readonly keys = new TextColumn((text) => serialKey(text));
  readonly products = new Dictionary();
  readonly places = new Dictionary();
  readonly partners = new Dictionary();
  readonly lots = new Dictionary();
  readonly lotTexts = new TextColumn((text) => serialKey(text));
  readonly product = new Growing(codes);
  readonly place = new Growing(codes);
  readonly partner = new Growing(codes);
  readonly lot = new Growing(codes);
  readonly status = new Growing(bytes);
  readonly flags = new Growing(bytes);
  /** `NO_VALUE` for none. */
  readonly since = new Growing((capacity) => new Float64Array(capacity));
  /** No instant there ever was is outside of them. */
  readonly sinceBounds = { low: Infinity, high: -Infinity };
  readonly order = new SlotOrder((a, b) => this.#compareSlots(a, b));

  #everySlot = new Uint32Array(0);
  #slotList = new Uint32Array(0);
  #marked: (Marks & { sought: string; marks: Uint8Array }) | null = null;

  /** How many slots there are, empty ones included. */
  get size(): number {
    return this.product.size;
  }

  /** Takes in a serial that is not there yet, and returns its slot. */
  add(serial: IndexedSerial): number {
    const slot = this.size;
    this.keys.add(serial.serialKey);
    this.product.push(this.products.codeOf(serial.productId));
    for (const column of [this.place, this.partner, this.lot, this.status, this.flags, this.since]) {
      column.push(0);
    }
    this.#write(slot, serial);
    this.order.add(slot);
    return slot;
  }

  /** What changes of a serial; its product and key do not. */
  set(slot: number, serial: IndexedSerial): void {
    this.#write(slot, serial);
  }

  /** Empties a slot: the serial is found no more, until it is set again. */
  remove(slot: number): void {
    this.status.values[slot] = GONE;
  }

  isThere(slot: number): boolean {
    return this.status.values[slot] !== GONE;
  }

  identityOf(slot: number): { productId: string; serialKey: string } {
    const productId = this.products.texts[this.product.values[slot] ?? 0] ?? '';
    return { productId, serialKey: this.keys.at(slot) };
  }

  /** All slots, emptied ones included, in a list that may be written over; the next call writes it anew. */
  everySlot(): Uint32Array {
    // A new list each time would cost more than the filters: memory has to be mapped and collected.
    if (this.#everySlot.length < this.size) {
      this.#everySlot = Uint32Array.from({ length: 2 * this.size }, (_, slot) => slot);
      this.#slotList = new Uint32Array(2 * this.size);
    }
    const slots = this.#slotList.subarray(0, this.size);
    slots.set(this.#everySlot.subarray(0, this.size));
    return slots;
  }

  /** How each serial holds a text (see `TextColumn.mark`), remembered for the text last asked. */
  marksOf(sought: string): Marks & { marks: Uint8Array } {
    if (this.#marked?.sought === sought && this.#marked.marks.length === this.size) return this.#marked;
    const marks = new Uint8Array(this.size);
    this.#marked = { sought, marks, ...this.keys.mark(sought, marks) };
    return this.#marked;
  }

  /** How each serial holds a text, those of a range marked besides. */
  marksWithin(sought: string, range: SerialRange): Marks & { marks: Uint8Array } {
    const marks = this.marksOf(sought).marks.slice();
    const stem = rangeStem(range);
    const begun = new Uint8Array(this.size);
    if (stem === '') begun.fill(BEGINS);
    else this.keys.mark(stem, begun);
    for (let slot = 0; slot < marks.length; slot++) {
      if (marks[slot] !== 0 || (begun[slot] ?? 0) < BEGINS) continue;
      if (rangeHolds(range, serialKey(this.keys.at(slot)))) marks[slot] = HOLDS;
    }
    return { rows: null, marks };
  }

  /** Compares the serial of a slot with another: by key, then by product, by code point. */
  compareWith(slot: number, other: { productId: string; serialKey: string }): number {
    const { productId, serialKey: key } = this.identityOf(slot);
    return compareCodePoints(key, other.serialKey) || compareCodePoints(productId, other.productId);
  }

  #compareSlots(a: number, b: number): number {
    return compareCodePoints(this.keys.at(a), this.keys.at(b)) || this.compareWith(a, this.identityOf(b));
  }

  #write(slot: number, { state, withAnomaly }: IndexedSerial): void {
    this.place.values[slot] = this.places.codeOf(state.locationId);
    this.partner.values[slot] = this.partners.codeOf(state.partnerId);
    this.lot.values[slot] = this.#lotCode(state.lot);
    this.status.values[slot] = statusCodes.get(state.status) ?? GONE;
    this.flags.values[slot] =
      (state.condition === 'quarantine' ? QUARANTINE : 0) | (withAnomaly ? ANOMALY : 0);
    this.since.values[slot] = state.since ?? NO_VALUE;
    if (state.since === null) return;
    const { sinceBounds } = this;
    sinceBounds.low = Math.min(sinceBounds.low, state.since);
    sinceBounds.high = Math.max(sinceBounds.high, state.since);
  }

  #lotCode(lot: string | null): number {
    const code = this.lots.codeOf(lot);
    while (this.lotTexts.size < this.lots.size - 1) this.lotTexts.add(lot ?? '');
    return code;
  }
}
