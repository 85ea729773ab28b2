import {
  defaultSettings,
  type Location,
  type Partner,
  type Product,
  type Settings,
  type Site
} from '../../domain/catalogue/catalogue.ts';
import type { DouchetteDatabase } from '../database.ts';

/** Comparison for people: accents and case do not matter (`Écran` is found by `ecran`). */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
}

/** All products by code. */
export function listProducts(db: DouchetteDatabase): Promise<Product[]> {
  return db.products.orderBy('code').toArray();
}

export async function productById(db: DouchetteDatabase, id: string): Promise<Product | null> {
  return (await db.products.get(id)) ?? null;
}

/** @param gtin14 fourteen digits, shorter GTINs padded with zeros on the left */
export async function productByGtin(db: DouchetteDatabase, gtin14: string): Promise<Product | null> {
  return (await db.products.where('gtins').equals(gtin14).first()) ?? null;
}

/** The product of a code, whatever the case it is typed in. */
export async function productByCode(db: DouchetteDatabase, code: string): Promise<Product | null> {
  return (await db.products.where('code').equalsIgnoreCase(code.trim()).first()) ?? null;
}

/** Products whose code, label or GTIN holds every word of the text; codes that begin with it come first. */
export async function searchProducts(db: DouchetteDatabase, text: string, limit = 20): Promise<Product[]> {
  const whole = plain(text.trim());
  const words = whole.split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return [];
  const found = await db.products
    .orderBy('code')
    .filter(({ code, label, gtins }) => {
      const searched = plain([code, label, ...gtins].join(' '));
      return words.every((word) => searched.includes(word));
    })
    .toArray();
  const later = (product: Product): number => (plain(product.code).startsWith(whole) ? 0 : 1);
  return found.sort((a, b) => later(a) - later(b)).slice(0, limit);
}

/** All locations by code, or those of one site. */
export async function listLocations(db: DouchetteDatabase, siteId?: string): Promise<Location[]> {
  if (siteId === undefined) return db.locations.orderBy('code').toArray();
  return db.locations.where('siteId').equals(siteId).sortBy('code');
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
export function listPartners(db: DouchetteDatabase, role: Partner['roles'][number]): Promise<Partner[]> {
  return db.partners.where('roles').equals(role).sortBy('name');
}

export async function partnerById(db: DouchetteDatabase, id: string): Promise<Partner | null> {
  return (await db.partners.get(id)) ?? null;
}

/** The switches as the server last told them; all on before that. */
export async function readSettings(db: DouchetteDatabase): Promise<Settings> {
  return (await db.readFeed('settings')) ?? defaultSettings;
}

export function listSites(db: DouchetteDatabase): Promise<Site[]> {
  return db.sites.toArray();
}
