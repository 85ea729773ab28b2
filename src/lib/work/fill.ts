import type { ReadScan } from '$lib/components/scanning/scan-hub.svelte';
import type { DouchetteDatabase } from '$lib/db/database';
import { productByCode, productByGtin, productById } from '$lib/db/queries/catalogue';
import { scanMemory, type Names } from '$lib/db/queries/scan-memory';
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
async function productOf(known: Names, scan: ReadScan): Promise<Product | null> {
  if (scan.productId !== undefined) return known.productById(scan.productId);
  return scan.gtin === undefined ? null : known.productByGtin(scan.gtin);
}

interface Named {
  /** By the codes of the label. */
  product: Product | null;
  /** By a label that is one plain code. */
  location: Location | null;
  labelled: Product | null;
}

async function namedBy(known: Names, scan: ReadScan): Promise<Named> {
  const [label, ...more] = scan.codes;
  const isPlain = scan.gtin === undefined && label !== undefined && more.length === 0;
  const [product, location, labelled] = await Promise.all([
    productOf(known, scan),
    isPlain ? known.locationByBarcode(label) : null,
    isPlain ? known.productByCode(label) : null
  ]);
  return { product, location, labelled };
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
  const { look } = await scanMemory(db);
  const { product: named, location, labelled } = await look((known) => namedBy(known, scan));
  if (named) filling.product = named;
  else if (scan.gtin !== undefined) filling.unknownProduct = scan.gtin;
  if (named && scan.gtin !== undefined) filling.unitAt = packOfGtin(named, scan.gtin) ?? 0;
  if (location) return { ...filling, location };
  if (labelled) return { ...filling, product: labelled };
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
