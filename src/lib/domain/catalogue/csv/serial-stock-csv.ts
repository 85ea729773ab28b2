import { normaliseGtin } from '../../barcode/gtin.ts';
import { serialKey } from '../../serial/serial-identity.ts';
import type { Location, Product, Site } from '../catalogue.ts';
import { codeCell, optional, serialCell, textCell } from './csv-cells.ts';
import { wholeOrErrors, type CsvResult } from './csv-error.ts';
import { readLines, type ColumnMapping, type CsvFields, type ReadLine } from './csv-fields.ts';
import { codeKey, Findings, refuseRepeats } from './import-entities.ts';
import { siteNamed } from './import-locations.ts';
import type { CsvTable } from './read-csv.ts';

/** A serial as a line of a file to be imported: what is needed to take it into stock. */
export interface SerialStockRow {
  product: string;
  serial: string;
  lot: string | null;
  site: string | null;
  location: string | null;
}

const product = {
  cell: codeCell(64),
  heading: { fr: 'Article', en: 'Product' },
  aliases: ['code article', 'code produit', 'produit', 'référence', 'product code', 'item', 'gtin', 'ean'],
  required: true
};

const serial = {
  cell: serialCell,
  heading: { fr: 'N° de série', en: 'Serial number' },
  aliases: ['numéro de série', 'série', 'serial', 'serial no', 's/n', 'sn'],
  required: true
};

/** The columns of a serial list to be imported. */
export const serialStockFields: CsvFields<SerialStockRow> = {
  product,
  serial,
  lot: { cell: optional(codeCell(64)), heading: { fr: 'Lot', en: 'Lot' }, aliases: ['n° de lot', 'batch'] },
  site: {
    cell: optional(codeCell(64)),
    heading: { fr: 'Dépôt', en: 'Site' },
    aliases: ['entrepôt', 'magasin', 'warehouse', 'depot']
  },
  location: {
    cell: optional(codeCell(128)),
    heading: { fr: 'Emplacement', en: 'Location' },
    aliases: ['code emplacement', 'bin', 'location code']
  }
};

/** A serial as a line of the exported list; status and condition in the words of the reader. */
export interface SerialStockExportRow extends SerialStockRow {
  label: string;
  status: string;
  condition: string;
  /** Calendar date `YYYY-MM-DD` of the last movement; empty when there is none. */
  since: string;
}

const { lot, site, location } = serialStockFields;

/** The columns of the exported serial list; it can be imported again. */
export const serialStockExportFields: CsvFields<SerialStockExportRow> = {
  product,
  label: { cell: textCell(200), heading: { fr: 'Libellé', en: 'Label' } },
  serial,
  lot,
  status: { cell: textCell(100), heading: { fr: 'Statut', en: 'Status' } },
  condition: { cell: textCell(100), heading: { fr: 'État', en: 'Condition' } },
  site,
  location,
  // A date is left to the spreadsheet: people sort and filter by it.
  since: { cell: textCell(10), heading: { fr: 'Depuis', en: 'Since' } }
};

/** One serial to be taken into stock. */
export interface SerialStockLine {
  line: number;
  productId: string;
  /** Normalised. */
  serial: string;
  serialKey: string;
  lot: string | null;
  locationId: string | null;
}

interface Known {
  products: readonly Product[];
  locations: readonly Location[];
  sites: readonly Site[];
}

interface Lookup extends Known {
  byCode: ReadonlyMap<string, Product>;
  byGtin: ReadonlyMap<string, Product>;
  places: ReadonlyMap<string, Location[]>;
}

function lookupOf(known: Known): Lookup {
  const places = new Map<string, Location[]>();
  for (const one of known.locations) {
    const names = new Set([codeKey(one.code), ...(one.barcode === null ? [] : [codeKey(one.barcode)])]);
    for (const name of names) places.set(name, [...(places.get(name) ?? []), one]);
  }
  return {
    ...known,
    byCode: new Map(known.products.map((one) => [codeKey(one.code), one])),
    byGtin: new Map(known.products.flatMap((one) => one.gtins.map((gtin) => [gtin, one] as const))),
    places
  };
}

function productNamed(name: string, { byCode, byGtin }: Lookup): Product | null {
  return byCode.get(codeKey(name)) ?? byGtin.get(normaliseGtin(name) ?? '') ?? null;
}

/** @returns undefined when the place cannot be told; the finding says why */
function placeOf(
  line: ReadLine<SerialStockRow>,
  lookup: Lookup,
  findings: Findings
): string | null | undefined {
  const { location: name = null, site: siteName = null } = line.row;
  const at = { line: line.line, field: 'location' };
  const named = siteName === null ? null : siteNamed(siteName, lookup.sites);
  if (siteName !== null && !named) {
    findings.add('site-unknown', { line: line.line, field: 'site', value: siteName });
    return undefined;
  }
  if (name === null) return null;
  const found = (lookup.places.get(codeKey(name)) ?? []).filter(
    ({ siteId }) => !named || siteId === named.id
  );
  if (found.length === 1) return found[0]?.id;
  findings.add(found.length === 0 ? 'location-unknown' : 'location-ambiguous', { ...at, value: name });
  return undefined;
}

function stockLine(
  line: ReadLine<SerialStockRow>,
  lookup: Lookup,
  findings: Findings
): SerialStockLine | null {
  const { product: name, serial: read, lot: lotRead = null } = line.row;
  const locationId = placeOf(line, lookup, findings);
  if (name === undefined) return null;
  const found = productNamed(name, lookup);
  if (!found) findings.add('product-unknown', { line: line.line, field: 'product', value: name });
  else if (found.tracking !== 'serial' && found.tracking !== 'lot-and-serial') {
    findings.add('serial-not-tracked', { line: line.line, field: 'product', value: name });
  }
  if (!found || read === undefined || locationId === undefined) return null;
  const key = serialKey(read, { exactCase: found.exactCase });
  return { line: line.line, productId: found.id, serial: read, serialKey: key, lot: lotRead, locationId };
}

/**
 * Reads a list of serials to be taken into stock: either all of them, or every
 * fault of every line. Products by code or GTIN, locations by code or barcode,
 * with their site where two sites use the same code.
 */
export function importSerialStock(
  input: Known & { table: CsvTable; mapping: ColumnMapping<SerialStockRow> }
): CsvResult<SerialStockLine[]> {
  const { lines, errors } = readLines(serialStockFields, input.table, input.mapping);
  const findings = new Findings(errors);
  const lookup = lookupOf(input);
  const stock = lines.flatMap((line) => stockLine(line, lookup, findings) ?? []);
  refuseRepeats(stock, (one) => JSON.stringify([one.productId, one.serialKey]), findings, 'serial');
  return wholeOrErrors(stock, findings.errors);
}
