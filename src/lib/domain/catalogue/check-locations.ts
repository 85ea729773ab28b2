import type { Location, Site } from './catalogue.ts';
import { checkCodes } from './check-codes.ts';
import { foldCode, type CatalogueProblem } from './problem.ts';

/** Does a way through the places that hold it lead back to the location? */
function standsInItself(location: Location, byId: ReadonlyMap<string, Location>): boolean {
  const seen = new Set<string>();
  let at: Location | undefined = location;
  while (at && !seen.has(at.id)) {
    seen.add(at.id);
    if (at.parentId === location.id) return true;
    at = at.parentId === null ? undefined : byId.get(at.parentId);
  }
  return false;
}

function checkPlace(
  location: Location,
  known: { byId: ReadonlyMap<string, Location>; siteIds: ReadonlySet<string> }
): CatalogueProblem[] {
  const { id, siteId, parentId } = location;
  if (!known.siteIds.has(siteId)) return [{ id, code: 'site-unknown', field: 'siteId' }];
  if (parentId === null) return [];
  const parent = known.byId.get(parentId);
  const about = { id, field: 'parentId', value: parent?.code };
  if (!parent) return [{ ...about, code: 'parent-unknown' }];
  if (parent.siteId !== siteId) return [{ ...about, code: 'parent-elsewhere' }];
  return standsInItself(location, known.byId) ? [{ ...about, code: 'parent-circle' }] : [];
}

/** One label is one shelf. */
function checkBarcodes(changed: readonly Location[], all: readonly Location[]): CatalogueProblem[] {
  const holders = new Map<string, number>();
  for (const { barcode } of all) {
    if (barcode !== null) holders.set(barcode, (holders.get(barcode) ?? 0) + 1);
  }
  return changed.flatMap(({ id, barcode }) =>
    barcode !== null && (holders.get(barcode) ?? 0) > 1
      ? [{ id, code: 'barcode-taken', field: 'barcode', value: barcode }]
      : []
  );
}

/**
 * What is wrong with locations: each stands in another of its site, never in
 * itself; codes are unique in a site and barcodes everywhere.
 *
 * @param input.all every location as it would stand afterwards, the changed ones included
 */
export function checkLocations(input: {
  changed: readonly Location[];
  all: readonly Location[];
  sites: readonly Site[];
}): CatalogueProblem[] {
  const { changed, all, sites } = input;
  const byId = new Map(all.map((location) => [location.id, location]));
  const siteIds = new Set(sites.map(({ id }) => id));
  return [
    ...checkCodes({ changed, all, keyOf: ({ siteId, code }) => JSON.stringify([siteId, foldCode(code)]) }),
    ...checkBarcodes(changed, all),
    ...changed.flatMap((location) => checkPlace(location, { byId, siteIds }))
  ];
}
