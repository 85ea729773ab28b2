import type { Location } from '../catalogue/catalogue.ts';
import type { CountScope } from '../document/document.ts';

/** What a count looks at, with the tree of places unrolled. */
export interface CountArea {
  /** Null: wherever the product is, without a place too. */
  locationIds: ReadonlySet<string> | null;
  productId: string | null;
}

/** A place and all that is inside it; a circle of parents, which no catalogue should hold, ends the walk. */
export function withPlacesInside(
  rootId: string,
  locations: readonly Pick<Location, 'id' | 'parentId'>[]
): Set<string> {
  const inside = new Set([rootId]);
  for (const known of inside) {
    for (const { id, parentId } of locations) if (parentId === known) inside.add(id);
  }
  return inside;
}

/** The places and the product of a count; all that is said of it must fit. */
export function areaOf(scope: CountScope, locations: readonly Location[]): CountArea {
  const { siteId, locationId, productId } = scope;
  if (locationId !== null) return { locationIds: withPlacesInside(locationId, locations), productId };
  if (siteId === null) return { locationIds: null, productId };
  const ofSite = locations.filter((location) => location.siteId === siteId);
  return { locationIds: new Set(ofSite.map(({ id }) => id)), productId };
}

/** Does a count look at this product in this place? */
export function isInArea(
  area: CountArea,
  { productId, locationId }: { productId: string; locationId: string | null }
): boolean {
  if (area.productId !== null && area.productId !== productId) return false;
  return area.locationIds === null || (locationId !== null && area.locationIds.has(locationId));
}
