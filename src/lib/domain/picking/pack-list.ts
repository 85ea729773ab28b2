import { countedMovements, type TallyInput } from '../document/tally.ts';
import { compareCodePoints } from '../text/compare-code-points.ts';

/** So much of a product and lot in one parcel. */
export interface PackedGoods {
  productId: string | null;
  lot: string | null;
  quantityMicros: number;
  /** As they were scanned; none for goods without serial. */
  serials: string[];
}

export interface Parcel {
  /** The SSCC that it was packed under, 18 digits; null for what goes loose. */
  sscc: string | null;
  goods: PackedGoods[];
}

/**
 * The packing list of an order or of a shipment without one: what went, parcel by
 * parcel, each serial once; what is in no parcel comes last. A fold of the same
 * movements as the tally.
 */
export function packList(input: TallyInput): Parcel[] {
  const parcels = new Map<string | null, Map<string, PackedGoods>>();
  for (const { container = null, productId, lot = null, quantityMicros, serial } of countedMovements(input)) {
    const goods = parcels.get(container) ?? new Map<string, PackedGoods>();
    parcels.set(container, goods);
    const key = JSON.stringify([productId, lot]);
    const packed = goods.get(key) ?? { productId, lot, quantityMicros: 0, serials: [] };
    goods.set(key, packed);
    packed.quantityMicros += quantityMicros;
    if (serial !== undefined) packed.serials.push(serial);
  }
  return [...parcels]
    .sort(([a], [b]) => (a === null ? 1 : b === null ? -1 : compareCodePoints(a, b)))
    .map(([sscc, goods]) => ({ sscc, goods: [...goods.values()] }));
}
