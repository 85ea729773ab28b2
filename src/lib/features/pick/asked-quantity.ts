import type { DouchetteDatabase } from '$lib/db/database';
import { inSiteOf, quantitiesOf } from '$lib/db/queries/read-pick';
import type { Location, Product } from '$lib/domain/catalogue/catalogue';
import { withPlacesInside } from '$lib/domain/count/count-scope';
import type { LineTally } from '$lib/domain/document/tally';
import { sourcesOf, type PickSource } from '$lib/domain/picking/judge-quantity';
import type { AvailableQuantity } from '$lib/domain/picking/plan-pick';

/** Goods without serial, of which a person is asked how many are taken. */
export interface AskedQuantity {
  product: Product;
  lot: string;
  /** What is known of the product, everywhere that it may be taken from. */
  held: AvailableQuantity[];
  /** Where the picker stands, with the places inside it. */
  place: { id: string; inside: ReadonlySet<string> } | null;
  lines: readonly LineTally[];
}

/** What a person answered. */
export interface TakenQuantity {
  typed: string;
  lot: string;
  source: PickSource;
}

/** Where the goods can be taken from, the likeliest first. */
export const sourcesOfAsked = ({ held, place }: AskedQuantity, lot: string): PickSource[] =>
  sourcesOf({
    held,
    lot: lot.trim() === '' ? null : lot.trim(),
    placeId: place?.id ?? null,
    placeIds: place?.inside ?? null
  });

/** The one lot that there is, where there is only one. */
function onlyLot(held: readonly AvailableQuantity[]): string {
  const [only, ...more] = new Set(held.map(({ lot }) => lot));
  return more.length === 0 ? (only ?? '') : '';
}

/** What a picker is told and asked of goods without serial. */
export async function askQuantity(
  db: DouchetteDatabase,
  input: {
    product: Product;
    lot: string;
    place: Location | null;
    fromLocationId: string | null;
    lines: readonly LineTally[];
  }
): Promise<AskedQuantity> {
  const { product, place, fromLocationId, lines } = input;
  const [known, locations] = await Promise.all([quantitiesOf(db, [product.id]), db.locations.toArray()]);
  const held = known.filter(inSiteOf({ fromLocationId }, locations));
  return {
    product,
    lot: input.lot === '' ? onlyLot(held) : input.lot,
    held,
    place: place && { id: place.id, inside: withPlacesInside(place.id, locations) },
    lines
  };
}
