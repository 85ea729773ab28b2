import { readCatalogue } from '$lib/db/queries/catalogue';
import type { DouchetteDatabase } from '$lib/db/database';
import type { CsvLocale } from '$lib/domain/catalogue/csv/csv-cells';
import { locationFields, toLocationRow } from '$lib/domain/catalogue/csv/location-csv';
import { partnerFields, toPartnerRow } from '$lib/domain/catalogue/csv/partner-csv';
import { productFields, toProductRow } from '$lib/domain/catalogue/csv/product-csv';
import { writeCsv } from '$lib/domain/catalogue/csv/write-csv';
import type { ImportPart } from '$lib/protocol/catalogue';

export type FileKind = ImportPart['kind'];

/** Documents come from other programs, and none of these reads them back. */
export type ExportKind = Exclude<FileKind, 'documents'>;

/** What this device knows of a kind, archived rows too, as a spreadsheet of the language opens it. */
export async function exportText(
  db: DouchetteDatabase,
  kind: ExportKind,
  locale: CsvLocale
): Promise<string> {
  const { sites, locations, products, partners } = await readCatalogue(db);
  if (kind === 'partners') return writeCsv(partnerFields, partners.map(toPartnerRow), locale);
  if (kind === 'locations') {
    const rows = locations.map((location) => toLocationRow(location, { sites, locations }));
    return writeCsv(locationFields, rows, locale);
  }
  const codes = new Map(products.map(({ id, code }) => [id, code]));
  const rows = products.map((product) => toProductRow(product, (id) => codes.get(id) ?? null));
  return writeCsv(productFields, rows, locale);
}

/** Hands a text to the browser as a file. */
export function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
