import type { Product } from '../domain/catalogue/catalogue.ts';
import { documentKey } from '../domain/document/document-key.ts';
import type { Document } from '../domain/document/document.ts';
import type { Movement } from '../domain/movement/movement.ts';
import type { Anomaly } from '../domain/serial/anomaly.ts';
import { openAnomalies } from '../domain/serial/serial-row.ts';
import { stockToken } from '../domain/stock/stock-token.ts';
import type { VersionedRow, VersionedStockRow } from '../protocol/rows.ts';
import type { StoredDocument, StoredProduct, StoredRow, StoredStockRow } from './schema.ts';

/** The anomalies of a stock row that wait for a person. */
export const openStockAnomalies = (row: Pick<VersionedStockRow, 'anomalies' | 'acceptances'>): Anomaly[] =>
  openAnomalies({ ...row, warnings: [] });

/** A serial's row as it is kept here. */
export function toStoredRow(row: VersionedRow): StoredRow {
  return openAnomalies(row).length > 0 ? { ...row, open: 1 } : row;
}

/** A stock row as it is kept here. */
export function toStoredStockRow(row: VersionedStockRow): StoredStockRow {
  const stored = { ...row, key: stockToken(row) };
  return openStockAnomalies(row).length > 0 ? { ...stored, open: 1 } : stored;
}

/** A product as it is kept here. */
export function toStoredProduct(product: Product): StoredProduct {
  const packGtins = product.packs.flatMap(({ gtin }) => gtin ?? []);
  return packGtins.length > 0 ? { ...product, packGtins } : product;
}

/** The product as the server knows it: what is kept for an index only is no part of it. */
export function fromStoredProduct({ packGtins: _packGtins, ...product }: StoredProduct): Product {
  return product;
}

/** A document as it is kept here. */
export const toStoredDocument = (document: Document): StoredDocument => ({
  ...document,
  numberKey: documentKey(document.number)
});

/** What a movement is found by when it names a document; nothing when it names none. */
export const documentKeyOf = ({ document }: Movement): { documentKey?: string } =>
  document === undefined ? {} : { documentKey: documentKey(document) };

/** The document as the server knows it. */
export function fromStoredDocument({ numberKey: _numberKey, ...document }: StoredDocument): Document {
  return document;
}
