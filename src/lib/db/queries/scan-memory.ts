import { Dexie, RangeSet, rangesOverlap, type ObservabilitySet } from 'dexie';
import type { Location, Product, Site } from '../../domain/catalogue/catalogue.ts';
import type { LabelChoice } from '../../domain/label/label-code.ts';
import type { Operator } from '../../domain/movement/movement.ts';
import { readLabelChoices } from '../commands/remember-label.ts';
import type { DouchetteDatabase } from '../database.ts';
import { fromStoredProduct } from '../to-stored.ts';
import { locationByBarcode, productByCode, productByGtin, productById } from './catalogue.ts';
import { readOperator } from './operator.ts';
import { readTogether } from './read-together.ts';

/** What a text may name; by the same rules as the queries of the same names. */
export interface Names {
  productById(id: string): Promise<Product | null>;
  productByCode(code: string): Promise<Product | null>;
  productByGtin(gtin14: string): Promise<Product | null>;
  locationByBarcode(text: string): Promise<Location | null>;
}

/** What every scan asks this device for and what seldom changes. */
export interface ScanMemory {
  /** Runs several look-ups at once; it awaits nothing but them. */
  look<Value>(ask: (names: Names) => Promise<Value>): Promise<Value>;
  /** Who holds the phone; null until somebody has said so. */
  operator: Operator | null;
  /** The site that the phone works at; null before the first sync. */
  site: Site | null;
  /** What was answered about labels, the oldest first. */
  choices: readonly LabelChoice[];
}

/** A larger catalogue stays in the database: reading it all anew after each change would take longer than looking up. */
const MOST_KEPT = 5000;

/** Keeps the first row of each key, as an index gives it. */
function firstOf<Row>(rows: readonly Row[], keysOf: (row: Row) => readonly string[]): Map<string, Row> {
  const first = new Map<string, Row>();
  for (const row of rows) for (const key of keysOf(row)) if (!first.has(key)) first.set(key, row);
  return first;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byCode = <Row extends { code: string }>(rows: readonly Row[]): Row[] =>
  [...rows].sort((a, b) => compare(a.code, b.code));
const lower = (text: string): string => text.trim().toLowerCase();

function namesIn(products: readonly Product[], locations: readonly Location[]): Names {
  const ids = firstOf(products, ({ id }) => [id]);
  const codes = firstOf(byCode(products), ({ code }) => [code.toLowerCase()]);
  const gtins = firstOf(products, ({ gtins: own }) => own);
  const packs = firstOf(products, ({ packs: all }) => all.flatMap(({ gtin }) => gtin ?? []));
  const barcodes = firstOf(locations, ({ barcode }) => (barcode === null ? [] : [barcode]));
  const places = firstOf(byCode(locations), ({ code }) => [code.toLowerCase()]);
  return {
    productById: async (id) => ids.get(id) ?? null,
    productByCode: async (code) => codes.get(lower(code)) ?? null,
    productByGtin: async (gtin) => gtins.get(gtin) ?? packs.get(gtin) ?? null,
    locationByBarcode: async (text) => barcodes.get(text.trim()) ?? places.get(lower(text)) ?? null
  };
}

const namesOf = (db: DouchetteDatabase): Names => ({
  productById: (id) => productById(db, id),
  productByCode: (code) => productByCode(db, code),
  productByGtin: (gtin) => productByGtin(db, gtin),
  locationByBarcode: (text) => locationByBarcode(db, text)
});

function load(db: DouchetteDatabase): Promise<ScanMemory> {
  return readTogether(db, async () => {
    const [operator, site, choices, productCount, locationCount] = await Promise.all([
      readOperator(db),
      db.sites.toCollection().first(),
      readLabelChoices(db),
      db.products.count(),
      db.locations.count()
    ]);
    const facts = { operator, site: site ?? null, choices };
    if (productCount + locationCount > MOST_KEPT) {
      const names = namesOf(db);
      return { ...facts, look: (ask) => readTogether(db, () => ask(names)) };
    }
    const [products, locations] = await Promise.all([db.products.toArray(), db.locations.toArray()]);
    const names = namesIn(products.map(fromStoredProduct), locations);
    return { ...facts, look: (ask) => ask(names) };
  });
}

/** The catalogue, what was answered about labels, and of `meta` who holds the phone: not the number of the next scan. */
function isTouched(db: DouchetteDatabase, parts: ObservabilitySet): boolean {
  const of = (table: string) =>
    Object.keys(parts).filter((key) => key.startsWith(`idb://${db.name}/${table}/`));
  if (['products', 'locations', 'sites', 'scanning'].some((table) => of(table).length > 0)) return true;
  const operator = new RangeSet('operator');
  return of('meta').some((key) => {
    const ranges = parts[key];
    return ranges !== undefined && rangesOverlap(ranges, operator);
  });
}

const kept = new WeakMap<DouchetteDatabase, { memory: Promise<ScanMemory> | null }>();

function keep(db: DouchetteDatabase): { memory: Promise<ScanMemory> | null } {
  const entry: { memory: Promise<ScanMemory> | null } = { memory: null };
  // Told once a transaction is complete and before its caller goes on; from other tabs a moment later.
  Dexie.on('storagemutated', (parts) => {
    if (isTouched(db, parts)) entry.memory = null;
  });
  kept.set(db, entry);
  return entry;
}

/**
 * What every scan asks for, from memory: on a phone each read of the database costs
 * more than all the rest of understanding a label. Never older than the last
 * change that this page has made. Not inside a transaction, and not in a query that a
 * screen follows: nothing of it is noted as read.
 */
export function scanMemory(db: DouchetteDatabase): Promise<ScanMemory> {
  const entry = kept.get(db) ?? keep(db);
  entry.memory ??= load(db).catch((fault: unknown) => {
    entry.memory = null;
    throw fault;
  });
  return entry.memory;
}
