import type { Location, Product, Site } from '../catalogue/catalogue.ts';
import type { SerialQuery } from './serial-query.ts';

/** What searching and sorting serials reads of the catalogue. */
export interface SearchCatalogue {
  products: readonly Pick<Product, 'id' | 'code' | 'label' | 'gtins' | 'exactCase'>[];
  locations: readonly Pick<Location, 'id' | 'siteId' | 'parentId' | 'code'>[];
  sites: readonly Pick<Site, 'id' | 'code'>[];
}

/** The place and every place below it; a tree that turns back on itself ends where it closes. */
export function placesUnder(locationId: string, locations: SearchCatalogue['locations']): Set<string> {
  const below = new Map<string, string[]>();
  for (const { id, parentId } of locations) {
    if (parentId !== null) below.set(parentId, [...(below.get(parentId) ?? []), id]);
  }
  const found = new Set([locationId]);
  for (const id of found) for (const child of below.get(id) ?? []) found.add(child);
  return found;
}

/** The places that the query's `locationId` and `siteId` let through; null when it names neither. */
export function admittedPlaces(
  { locationId, siteId }: Pick<SerialQuery, 'locationId' | 'siteId'>,
  { locations }: SearchCatalogue
): Set<string> | null {
  if (siteId === null) return locationId === null ? null : placesUnder(locationId, locations);
  const under = locationId === null ? null : placesUnder(locationId, locations);
  const admitted = locations.filter((place) => place.siteId === siteId && (under?.has(place.id) ?? true));
  return new Set(admitted.map(({ id }) => id));
}

/** What places are sorted by: the code of their site, then their own; one not in the catalogue goes by its id. */
export function placeOrder({ locations, sites }: SearchCatalogue): (locationId: string) => string {
  const siteCodes = new Map(sites.map(({ id, code }) => [id, code]));
  // Codes hold no NUL, so the joined text sorts as the pair does.
  const names = new Map(
    locations.map(({ id, siteId, code }) => [id, `${siteCodes.get(siteId) ?? ''}\u0000${code}`])
  );
  return (locationId) => names.get(locationId) ?? `\u0000${locationId}`;
}

/** What products are sorted by: their code, or their id when nobody knows them. */
export function productOrder({ products }: SearchCatalogue): (productId: string) => string {
  const codes = new Map(products.map(({ id, code }) => [id, code]));
  return (productId) => codes.get(productId) ?? productId;
}
