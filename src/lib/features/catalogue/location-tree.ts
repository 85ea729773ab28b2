import type { Location } from '$lib/domain/catalogue/catalogue';

/** A location with how deep it stands in its site; 0 directly in it. */
export interface PlacedLocation {
  location: Location;
  depth: number;
}

/**
 * The locations of a site, each behind the one it stands in, by code. One whose
 * holder is not there stands directly in the site; a circle, which the server
 * refuses, would be left out rather than walked for ever.
 */
export function placesInSite(locations: readonly Location[], siteId: string): PlacedLocation[] {
  const own = locations
    .filter((location) => location.siteId === siteId)
    .sort((a, b) => a.code.localeCompare(b.code, undefined, { numeric: true }));
  const ids = new Set(own.map(({ id }) => id));
  const inside = new Map<string | null, Location[]>();
  for (const location of own) {
    const holder = location.parentId !== null && ids.has(location.parentId) ? location.parentId : null;
    inside.set(holder, [...(inside.get(holder) ?? []), location]);
  }
  const placed: PlacedLocation[] = [];
  const place = (holder: string | null, depth: number): void => {
    for (const location of inside.get(holder) ?? []) {
      placed.push({ location, depth });
      place(location.id, depth + 1);
    }
  };
  place(null, 0);
  return placed;
}

/** Those that match, and what they stand in, so that a hit shows its place. */
export function keepWithHolders(
  placed: readonly PlacedLocation[],
  isKept: (location: Location) => boolean
): PlacedLocation[] {
  const byId = new Map(placed.map(({ location }) => [location.id, location]));
  const kept = new Set<string>();
  for (const { location } of placed) {
    if (!isKept(location)) continue;
    for (let at: Location | undefined = location; at && !kept.has(at.id);) {
      kept.add(at.id);
      at = at.parentId === null ? undefined : byId.get(at.parentId);
    }
  }
  return placed.filter(({ location }) => kept.has(location.id));
}
