import type { ReadScan } from '$lib/components/scanning/scan-hub.svelte';
import { locationByBarcode, productByCode, productByGtin, productById } from '$lib/db/queries/catalogue';
import type { DouchetteDatabase } from '$lib/db/database';
import { findSerialsByKey } from '$lib/db/queries/search-serials';
import type { Location, Product } from '$lib/domain/catalogue/catalogue';
import { packOfGtin } from './units';

/** What a scan puts into the form; what is left out stays as it is. */
export interface Filling {
  product?: Product;
  /** The place among the product's units that its GTIN names: 0 is the unit itself. */
  unitAt?: number;
  /** The scan names a product that is not in the catalogue. */
  unknownProduct?: string;
  serial?: string;
  lot?: string;
  location?: Location;
}

const UNSTRUCTURED_GTIN = /^\d{8}$|^\d{12,14}$/;

/** The one product that has this serial, if there is exactly one. */
async function productOfSerial(db: DouchetteDatabase, serial: string): Promise<Product | null> {
  const [only, ...more] = await findSerialsByKey(db, serial);
  return only && more.length === 0 ? productById(db, only.row.productId) : null;
}

/** The product that the codes of the scan name. */
async function productOf(db: DouchetteDatabase, scan: ReadScan): Promise<Product | null> {
  if (scan.productId !== undefined) return productById(db, scan.productId);
  return scan.gtin === undefined ? null : productByGtin(db, scan.gtin);
}

/**
 * What a scan means to a movement: a place, a product, a serial and a lot, as
 * many as its codes say. A code that is a place's or a product's label is that,
 * and no serial.
 *
 * @param chosen the product that stands in the form
 */
export async function fillingOf(
  db: DouchetteDatabase,
  scan: ReadScan,
  chosen: Product | null
): Promise<Filling> {
  const filling: Filling = {};
  if (scan.lot !== undefined) filling.lot = scan.lot;
  const named = await productOf(db, scan);
  if (named) filling.product = named;
  else if (scan.gtin !== undefined) filling.unknownProduct = scan.gtin;
  if (named && scan.gtin !== undefined) filling.unitAt = packOfGtin(named, scan.gtin) ?? 0;
  if (scan.gtin === undefined && scan.codes.length === 1 && scan.codes[0] !== undefined) {
    const [label] = scan.codes;
    const [location, product] = await Promise.all([locationByBarcode(db, label), productByCode(db, label)]);
    if (location) return { ...filling, location };
    if (product) return { ...filling, product };
  }
  if (scan.serial === undefined) return filling;
  filling.serial = scan.serial;
  if (!chosen && !filling.product && filling.unknownProduct === undefined) {
    const owner = await productOfSerial(db, scan.serial);
    if (owner) filling.product = owner;
  }
  return filling;
}

/** The product that a person typed into the search: by its code or GTIN, and the unit that the GTIN names. */
export async function productTyped(
  db: DouchetteDatabase,
  text: string
): Promise<{ product: Product; unitAt: number } | null> {
  const typed = text.trim();
  const byCode = await productByCode(db, typed);
  if (byCode) return { product: byCode, unitAt: 0 };
  if (!UNSTRUCTURED_GTIN.test(typed)) return null;
  const gtin = typed.padStart(14, '0');
  const product = await productByGtin(db, gtin);
  return product && { product, unitAt: packOfGtin(product, gtin) ?? 0 };
}
