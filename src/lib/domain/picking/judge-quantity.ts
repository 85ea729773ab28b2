import type { LineTally } from '../document/tally.ts';
import type { PickFinding } from './judge-pick.ts';
import type { AvailableQuantity } from './plan-pick.ts';

/** What taking goods without serial can be. */
export type QuantityFinding = Extract<
  PickFinding,
  'as-ordered' | 'wrong-product' | 'wrong-lot' | 'too-many' | 'not-there'
>;

/** Goods without serial in a picker's hand; a lot only where somebody said one. */
export interface PickedQuantity {
  productId: string;
  lot: string | null;
  quantityMicros: number;
}

const restOf = ({ line, doneMicros }: LineTally): number => Math.max(0, line.quantityMicros - doneMicros);

const sumOf = (parts: readonly number[]): number => parts.reduce((sum, part) => sum + part, 0);

/** What the lines still ask for of these goods: a line with a lot asks for that lot only, as the tally counts. */
const openLines = (goods: Pick<PickedQuantity, 'productId' | 'lot'>, lines: readonly LineTally[]) =>
  lines.filter(
    ({ line }) => line.productId === goods.productId && (line.lot === null || line.lot === goods.lot)
  );

/** So much of these goods the order still asks for. */
export const wantedOf = (
  goods: Pick<PickedQuantity, 'productId' | 'lot'>,
  lines: readonly LineTally[]
): number => sumOf(openLines(goods, lines).map(restOf));

/**
 * Judges a quantity before it is stored: by the order first, and then by what is
 * known to be in the place that it is taken from.
 *
 * @param input.lines of the order; empty for a shipment without one, where anything fits
 * @param input.heldMicros what is known to be there
 */
export function judgeQuantity(input: {
  goods: PickedQuantity;
  lines: readonly LineTally[];
  heldMicros: number;
}): QuantityFinding {
  const { goods, lines, heldMicros } = input;
  if (lines.length > 0) {
    if (!lines.some(({ line }) => line.productId === goods.productId)) return 'wrong-product';
    if (openLines(goods, lines).length === 0) return 'wrong-lot';
    if (goods.quantityMicros > wantedOf(goods, lines)) return 'too-many';
  }
  return goods.quantityMicros > heldMicros ? 'not-there' : 'as-ordered';
}

/** A place that goods can be taken from. */
export interface PickSource {
  locationId: string | null;
  heldMicros: number;
}

/**
 * Where goods without serial can be taken from, the likeliest first: the place the
 * picker stands in, those inside it, and then the others, those with most in them
 * first. A picker who stands somewhere takes from there, whatever is known of it.
 *
 * @param input.held of the product, everywhere
 * @param input.lot null for any
 */
export function sourcesOf(input: {
  held: readonly AvailableQuantity[];
  lot: string | null;
  placeId: string | null;
  placeIds: ReadonlySet<string> | null;
}): PickSource[] {
  const { held, lot, placeId, placeIds } = input;
  const sums = new Map<string | null, number>();
  for (const { locationId, quantityMicros, lot: heldLot } of held) {
    if (lot !== null && heldLot !== lot) continue;
    sums.set(locationId, (sums.get(locationId) ?? 0) + quantityMicros);
  }
  const nearness = (locationId: string | null): number => {
    if (locationId !== null && locationId === placeId) return 0;
    return locationId !== null && placeIds?.has(locationId) ? 1 : 2;
  };
  const filled = [...sums]
    .map(([locationId, heldMicros]) => ({ locationId, heldMicros }))
    .filter(({ heldMicros }) => heldMicros > 0)
    .sort((a, b) => nearness(a.locationId) - nearness(b.locationId) || b.heldMicros - a.heldMicros);
  const isSomewhere = filled.some(({ locationId }) => placeId === null || nearness(locationId) < 2);
  return isSomewhere ? filled : [{ locationId: placeId, heldMicros: 0 }, ...filled];
}
