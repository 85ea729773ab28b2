import type { Catalogue } from '$lib/domain/catalogue/catalogue';
import type { CsvError, CsvResult } from '$lib/domain/catalogue/csv/csv-error';
import { mapColumns, type ColumnMapping, type CsvFields } from '$lib/domain/catalogue/csv/csv-fields';
import { importLocations } from '$lib/domain/catalogue/csv/import-locations';
import type { Imported } from '$lib/domain/catalogue/csv/import-entities';
import { importProducts } from '$lib/domain/catalogue/csv/import-products';
import { locationFields } from '$lib/domain/catalogue/csv/location-csv';
import { importPartners, partnerFields } from '$lib/domain/catalogue/csv/partner-csv';
import { productFields } from '$lib/domain/catalogue/csv/product-csv';
import { documentFields } from '$lib/domain/document/document-csv';
import type { Document } from '$lib/domain/document/document';
import { importDocuments } from '$lib/domain/document/import-documents';
import type { CsvLocale } from '$lib/domain/catalogue/csv/csv-cells';
import type { CsvTable } from '$lib/domain/catalogue/csv/read-csv';
import type { ImportPart, Put } from '$lib/protocol/catalogue';
import type { FileKind } from './export-file';
import { newId } from './new-id';

/** Which column holds which field, by the names of the fields. */
export type Mapping = Record<string, number | undefined>;

/** A row of the file as it would stand, whatever its kind. */
interface PlannedRow extends Imported<{ id: string; code: string }> {
  put: ImportPart['rows'][number];
}

export interface ImportPlan {
  rows: PlannedRow[];
  errors: CsvError[];
}

export type Known = Omit<Catalogue, 'settings'> & { documents: readonly Document[] };

const fieldsOf = (kind: FileKind) =>
  ({
    products: productFields,
    locations: locationFields,
    partners: partnerFields,
    documents: documentFields
  })[kind];

/** The fields that a file of a kind may fill, in order. */
export const fieldNames = (kind: FileKind): string[] => Object.keys(fieldsOf(kind));

/** The heading that a field of a document has in a file. */
export function documentHeading(field: string, locale: CsvLocale): string | undefined {
  const headings: Partial<Record<string, { heading: Record<CsvLocale, string> }>> = documentFields;
  return headings[field]?.heading[locale];
}

/** The columns as their headings show them. */
export function guessMapping(kind: FileKind, headings: readonly string[]): Mapping {
  const guess = <Row>(fields: CsvFields<Row>): Mapping => ({ ...mapColumns(fields, headings) }) as Mapping;
  if (kind === 'products') return guess(productFields);
  if (kind === 'documents') return guess(documentFields);
  return kind === 'locations' ? guess(locationFields) : guess(partnerFields);
}

function planned<Row extends { id: string; code: string }>(
  result: CsvResult<Imported<Row>[]>,
  existing: readonly Row[],
  toPut: (put: Put<Row>) => ImportPart['rows'][number]
): ImportPlan {
  if (!result.ok) return { rows: [], errors: result.errors };
  const seen = new Map(existing.map((row) => [row.id, row]));
  const rows = result.value.map(({ line, entity, change }) => ({
    line,
    entity,
    change,
    put: toPut({ row: entity, seen: seen.get(entity.id) ?? null })
  }));
  return { rows, errors: [] };
}

const mappingOf = <Row>(mapping: Mapping) => mapping as ColumnMapping<Row>;

/** A document is known by its number, where a row of the catalogue has a code. */
function plannedDocuments(input: {
  table: CsvTable;
  mapping: Mapping;
  known: Known;
  now: number;
}): ImportPlan {
  const { table, mapping, known, now } = input;
  const existing = known.documents;
  const result = importDocuments({ table, mapping: mappingOf(mapping), newId, existing, known, now });
  if (!result.ok) return { rows: [], errors: result.errors };
  const seen = new Map(existing.map((document) => [document.id, document]));
  const rows = result.value.map(({ line, entity, change }) => ({
    line,
    change,
    entity: { id: entity.id, code: entity.number },
    put: { row: entity, seen: seen.get(entity.id) ?? null }
  }));
  return { rows, errors: [] };
}

/** Reads the file by its mapping against what is known here: every row as it would stand, or every fault. */
export function planImport(input: {
  kind: FileKind;
  table: CsvTable;
  mapping: Mapping;
  known: Known;
  /** When new documents are made, ms since the epoch. */
  now: number;
}): ImportPlan {
  const { kind, table, known } = input;
  const mapping = Object.fromEntries(
    Object.entries(input.mapping).filter(([, column]) => column !== undefined)
  );
  const { products, locations, partners, sites } = known;
  if (kind === 'products')
    return planned(
      importProducts({ table, mapping: mappingOf(mapping), newId, existing: products }),
      products,
      (put) => put
    );
  if (kind === 'locations')
    return planned(
      importLocations({ table, mapping: mappingOf(mapping), newId, existing: locations, sites }),
      locations,
      (put) => put
    );
  if (kind === 'documents') return plannedDocuments({ table, mapping, known, now: input.now });
  return planned(
    importPartners({ table, mapping: mappingOf(mapping), newId, existing: partners }),
    partners,
    (put) => put
  );
}
