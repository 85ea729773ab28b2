import { serialStatuses } from '../serial/status.ts';
import type { StockKey } from '../stock/stock-effect.ts';
import { QUARANTINE, type SerialIndex } from './serial-index.ts';

/** How many serials are in stock in one place and lot. */
export interface SerialCount extends StockKey {
  serials: number;
  /** Of these, how many may not be taken. */
  quarantined: number;
}

const IN_STOCK = serialStatuses.indexOf('in-stock');

/** More counters than this are kept in a map: a table of them would be mostly empty. */
const TABLE_LIMIT = 1 << 22;

interface Counters {
  add: (code: number) => void;
  entries: () => Iterable<[number, number]>;
}

function countedIn(table: Uint32Array): [number, number][] {
  const counted: [number, number][] = [];
  for (let code = 0; code < table.length; code++) {
    const count = table[code] ?? 0;
    if (count > 0) counted.push([code, count]);
  }
  return counted;
}

/** Counts by number, in a table while the numbers are few. */
function counters(size: number): Counters {
  if (size > TABLE_LIMIT) {
    const map = new Map<number, number>();
    return { add: (code) => void map.set(code, (map.get(code) ?? 0) + 1), entries: () => map };
  }
  const table = new Uint32Array(size);
  const add = (code: number) => {
    table[code] = (table[code] ?? 0) + 1;
  };
  return { add, entries: () => countedIn(table) };
}

/** Counts the serials in stock by product, place and lot, in one pass over the columns. */
export function countStock(index: SerialIndex): SerialCount[] {
  const { products, places, lots } = index;
  const [product, place, lot] = [index.product.values, index.place.values, index.lot.values];
  const [status, flags] = [index.status.values, index.flags.values];
  const size = products.size * places.size * lots.size;
  const [all, quarantined] = [counters(size), counters(size)];
  for (let slot = 0; slot < index.size; slot++) {
    if (status[slot] !== IN_STOCK) continue;
    const code = ((product[slot] ?? 0) * places.size + (place[slot] ?? 0)) * lots.size + (lot[slot] ?? 0);
    all.add(code);
    if ((flags[slot] ?? 0) & QUARANTINE) quarantined.add(code);
  }
  const aside = new Map(quarantined.entries());
  // The number 0 stands for no text.
  const textOf = (texts: readonly string[], code: number) => (code === 0 ? null : (texts[code] ?? null));
  return Array.from(all.entries(), ([code, serials]) => {
    const spot = Math.floor(code / lots.size);
    return {
      productId: textOf(products.texts, Math.floor(spot / places.size)) ?? '',
      locationId: textOf(places.texts, spot % places.size),
      lot: textOf(lots.texts, code % lots.size),
      serials,
      quarantined: aside.get(code) ?? 0
    };
  });
}
