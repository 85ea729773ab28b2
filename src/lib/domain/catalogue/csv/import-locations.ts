import type { Location, Site } from '../catalogue.ts';
import { locationSchema } from '../catalogue-schemas.ts';
import { wholeOrErrors, type CsvResult } from './csv-error.ts';
import { readLines, type ReadLine } from './csv-fields.ts';
import {
  changeOf,
  codeKey,
  Findings,
  refuseRepeats,
  type Imported,
  type ImportInput
} from './import-entities.ts';
import { locationFields, type LocationRow } from './location-csv.ts';

interface Draft {
  line: number;
  entity: Location;
  before: Location | undefined;
  parent: string | null | undefined;
}

/** Two sites may each have an `A-01`. */
const placeKey = (siteId: string, code: string): string => JSON.stringify([siteId, codeKey(code)]);

/** The site of a line: the one it names, or the only one there is. */
export function siteNamed(name: string | undefined, sites: readonly Site[]): Site | null {
  if (name === undefined) return sites.length === 1 ? (sites[0] ?? null) : null;
  return (
    sites.find(({ code }) => codeKey(code) === codeKey(name)) ??
    sites.find((site) => codeKey(site.name) === codeKey(name)) ??
    null
  );
}

function draftOf(
  { line, row }: ReadLine<LocationRow>,
  input: {
    sites: readonly Site[];
    known: ReadonlyMap<string, Location>;
    newId: () => string;
    findings: Findings;
  }
): Draft | null {
  const { site: siteName, parent, code, ...said } = row;
  if (code === undefined) return null;
  const site = siteNamed(siteName, input.sites);
  if (!site) {
    if (siteName === undefined) input.findings.add('value-missing', { line, field: 'site' });
    else input.findings.add('site-unknown', { line, field: 'site', value: siteName });
    return null;
  }
  const before = input.known.get(placeKey(site.id, code));
  const plain = { id: '', siteId: site.id, parentId: null, code, name: code, barcode: null, archived: false };
  const entity: Location = { ...(before ?? { ...plain, id: input.newId() }), ...said, code };
  return { line, before, parent, entity };
}

function nameParent(draft: Draft, byPlace: ReadonlyMap<string, Location>, findings: Findings): void {
  const { line, entity, parent } = draft;
  if (parent === undefined) return;
  const found = parent === null ? null : byPlace.get(placeKey(entity.siteId, parent));
  if (found === undefined) findings.add('parent-unknown', { line, field: 'parent', value: parent ?? '' });
  else entity.parentId = found?.id ?? null;
}

/** A location stands in another and that in a third, but never in itself. */
function standsInItself(location: Location, byId: ReadonlyMap<string, Location>): boolean {
  const seen = new Set<string>();
  for (let at: Location | undefined = location; at && !seen.has(at.id);) {
    seen.add(at.id);
    if (at.parentId === location.id) return true;
    at = at.parentId === null ? undefined : byId.get(at.parentId);
  }
  return false;
}

/** One label is one shelf. */
function checkBarcodes(drafts: readonly Draft[], all: readonly Location[], findings: Findings): void {
  const holders = new Map<string, number>();
  for (const { barcode } of all) {
    if (barcode !== null) holders.set(barcode, (holders.get(barcode) ?? 0) + 1);
  }
  for (const { line, entity } of drafts) {
    const { barcode } = entity;
    if (barcode !== null && (holders.get(barcode) ?? 0) > 1) {
      findings.add('barcode-taken', { line, field: 'barcode', value: barcode });
    }
  }
}

/**
 * Reads locations from a file, known ones by site and code: either all of them,
 * or every fault of every line. The site may be left out where there is one only;
 * a location may stand in one of the same file, in any order.
 *
 * @param input.existing all locations, archived ones too
 */
export function importLocations(
  input: ImportInput<LocationRow> & { existing: readonly Location[]; sites: readonly Site[] }
): CsvResult<Imported<Location>[]> {
  const { table, mapping, newId, existing, sites } = input;
  const { lines, errors } = readLines(locationFields, table, mapping);
  const findings = new Findings(errors);
  const known = new Map(existing.map((location) => [placeKey(location.siteId, location.code), location]));
  const drafts = lines.flatMap((line) => draftOf(line, { sites, known, newId, findings }) ?? []);
  refuseRepeats(drafts, ({ entity }) => placeKey(entity.siteId, entity.code), findings, 'code');
  const byPlace = new Map(known);
  for (const { entity } of drafts) byPlace.set(placeKey(entity.siteId, entity.code), entity);
  for (const draft of drafts) nameParent(draft, byPlace, findings);
  const byId = new Map([...byPlace.values()].map((one) => [one.id, one]));
  for (const { line, entity } of drafts) {
    if (standsInItself(entity, byId))
      findings.add('parent-circle', { line, field: 'parent', value: entity.code });
    if (!locationSchema.safeParse(entity).success) findings.add('value-invalid', { line });
  }
  checkBarcodes(drafts, [...byId.values()], findings);
  const imported = drafts.map(({ line, entity, before }) => ({
    line,
    entity,
    change: changeOf(before, entity)
  }));
  return wholeOrErrors(imported, findings.errors);
}
