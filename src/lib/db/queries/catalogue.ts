import {
  defaultSettings,
  type Catalogue,
  type Location,
  type Partner,
  type Product,
  type Settings,
  type Site
} from '../../domain/catalogue/catalogue.ts';
import type { DouchetteDatabase } from '../database.ts';
import type { StoredProduct } from '../schema.ts';
import { readRows, serialsOfProduct } from '../serials/read-rows.ts';
import { fromStoredProduct } from '../to-stored.ts';

/** Comparison for people: accents and case do not matter (`Écran` is found by `ecran`). */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
}

/** Archived rows are not offered: only who asks for them gets them. */
export interface Asked {
  archived?: boolean;
}

const isOffered =
  ({ archived = false }: Asked) =>
  (row: { archived: boolean }): boolean =>
    archived || !row.archived;

const orNull = (stored: StoredProduct | undefined): Product | null =>
  stored ? fromStoredProduct(stored) : null;

/** Products by code. */
export async function listProducts(db: DouchetteDatabase, asked: Asked = {}): Promise<Product[]> {
  const stored = await db.products.orderBy('code').filter(isOffered(asked)).toArray();
  return stored.map(fromStoredProduct);
}

export async function productById(db: DouchetteDatabase, id: string): Promise<Product | null> {
  return orNull(await db.products.get(id));
}

/**
 * The product of a GTIN, be it on the piece or on a pack of it.
 * @param gtin14 fourteen digits, shorter GTINs padded with zeros on the left
 */
export async function productByGtin(db: DouchetteDatabase, gtin14: string): Promise<Product | null> {
  const own = await db.products.where('gtins').equals(gtin14).first();
  return orNull(own ?? (await db.products.where('packGtins').equals(gtin14).first()));
}

/** The product of a code, whatever the case it is typed in. */
export async function productByCode(db: DouchetteDatabase, code: string): Promise<Product | null> {
  return orNull(await db.products.where('code').equalsIgnoreCase(code.trim()).first());
}

/** Products whose code, label or GTIN holds every word of the text; codes that begin with it come first. */
export async function searchProducts(
  db: DouchetteDatabase,
  text: string,
  limit = 20,
  asked: Asked = {}
): Promise<Product[]> {
  const whole = plain(text.trim());
  const words = whole.split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return [];
  const found = await db.products
    .orderBy('code')
    .filter(isOffered(asked))
    .filter(({ code, label, gtins }) => {
      const searched = plain([code, label, ...gtins].join(' '));
      return words.every((word) => searched.includes(word));
    })
    .toArray();
  const later = (product: Product): number => (plain(product.code).startsWith(whole) ? 0 : 1);
  return found
    .sort((a, b) => later(a) - later(b))
    .slice(0, limit)
    .map(fromStoredProduct);
}

/** Locations by code, of all sites or of one. */
export async function listLocations(
  db: DouchetteDatabase,
  siteId?: string,
  asked: Asked = {}
): Promise<Location[]> {
  if (siteId === undefined) return db.locations.orderBy('code').filter(isOffered(asked)).toArray();
  return db.locations.where('siteId').equals(siteId).filter(isOffered(asked)).sortBy('code');
}

export async function locationById(db: DouchetteDatabase, id: string): Promise<Location | null> {
  return (await db.locations.get(id)) ?? null;
}

/** The location whose label was scanned, or whose code was typed (in any case). */
export async function locationByBarcode(db: DouchetteDatabase, text: string): Promise<Location | null> {
  const trimmed = text.trim();
  const labelled = await db.locations.where('barcode').equals(trimmed).first();
  return labelled ?? (await db.locations.where('code').equalsIgnoreCase(trimmed).first()) ?? null;
}

/** Suppliers or customers by name. */
export function listPartners(
  db: DouchetteDatabase,
  role: Partner['roles'][number],
  asked: Asked = {}
): Promise<Partner[]> {
  return db.partners.where('roles').equals(role).filter(isOffered(asked)).sortBy('name');
}

export async function partnerById(db: DouchetteDatabase, id: string): Promise<Partner | null> {
  return (await db.partners.get(id)) ?? null;
}

/** The switches as the server last told them; all on before that. */
export async function readSettings(db: DouchetteDatabase): Promise<Settings> {
  return (await db.readFeed('settings')) ?? defaultSettings;
}

/** All sites, archived ones too: what happened there keeps its time zone. */
export function listSites(db: DouchetteDatabase): Promise<Site[]> {
  return db.sites.toArray();
}

/** Every row of the catalogue on this device, archived ones too, for checks that look across rows. */
export async function readCatalogue(db: DouchetteDatabase): Promise<Omit<Catalogue, 'settings'>> {
  const [sites, locations, products, partners] = await Promise.all([
    db.sites.toArray(),
    db.locations.toArray(),
    db.products.toArray(),
    db.partners.toArray()
  ]);
  return { sites, locations, products: products.map(fromStoredProduct), partners };
}

/** Enough to see what the serials of a product have in common. */
const LEARNED_FROM = 5000;

/** Serials of a product that this device knows, in stock or gone. */
export async function knownSerials(db: DouchetteDatabase, productId: string): Promise<string[]> {
  const rows = await readRows(db, await serialsOfProduct(db, productId, LEARNED_FROM));
  return rows.flatMap((row) => row?.serial ?? []);
}

export async function siteById(db: DouchetteDatabase, id: string): Promise<Site | null> {
  return (await db.sites.get(id)) ?? null;
}
