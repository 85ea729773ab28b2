import { Dexie } from 'dexie';
import { normaliseSerial, serialKey } from '../../domain/serial/serial-identity.ts';
import { possibleRange, rangeEnds, rangeHolds } from '../../domain/serial/serial-range.ts';
import type { DouchetteDatabase } from '../database.ts';
import type { SerialIdentity } from '../schema.ts';
import { serialsOfKeys, serialsOfProduct, serialsStartingWith, serialsWithin } from '../serials/read-rows.ts';
import { searchProducts } from './catalogue.ts';
import { readSerialViews, type SerialView } from './serial-view.ts';

/** The keys a typed serial may have: as products with and without exact case fold it. */
function possibleKeys(text: string): string[] {
  const normal = normaliseSerial(text);
  return normal.ok ? [...new Set([serialKey(normal.serial), normal.serial])] : [];
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

type Keyed = { productId?: string | undefined; serialKey?: string | undefined };

function identitiesOf(rows: readonly Keyed[]): SerialIdentity[] {
  return rows.flatMap(({ productId, serialKey: key }) =>
    productId === undefined || key === undefined ? [] : [{ productId, serialKey: key }]
  );
}

async function startingWith(db: DouchetteDatabase, keys: string[], limit: number): Promise<SerialIdentity[]> {
  const [held, own] = await Promise.all([
    serialsStartingWith(db, keys, limit),
    db.outbox.where('serialKey').startsWithAnyOf(keys).limit(limit).toArray()
  ]);
  // By code unit, like the index: an exact match is its own shortest extension and so comes first.
  return inOrder(identitiesOf([...held, ...own]));
}

/** By key, and by product where makers share one. */
const inOrder = (identities: SerialIdentity[]): SerialIdentity[] =>
  identities.sort((a, b) => compareText(a.serialKey, b.serialKey) || compareText(a.productId, b.productId));

/** The serials of the range that a key is or may be. */
async function within(db: DouchetteDatabase, key: string, limit: number): Promise<SerialIdentity[]> {
  const range = possibleRange(key);
  if (!range) return [];
  const { first, last } = rangeEnds(range);
  const [held, own] = await Promise.all([
    serialsWithin(db, range, limit),
    db.outbox
      .where('serialKey')
      .between(first, last, true, true)
      .filter((row) => rangeHolds(range, row.serialKey ?? ''))
      .limit(limit)
      .toArray()
  ]);
  return identitiesOf([...held, ...own]);
}

async function ofProduct(db: DouchetteDatabase, productId: string, limit: number): Promise<SerialIdentity[]> {
  const all: [[string, typeof Dexie.minKey], [string, typeof Dexie.maxKey]] = [
    [productId, Dexie.minKey],
    [productId, Dexie.maxKey]
  ];
  const [held, own] = await Promise.all([
    serialsOfProduct(db, productId, limit),
    db.outbox
      .where('[productId+serialKey]')
      .between(...all)
      .limit(limit)
      .toArray()
  ]);
  return identitiesOf([...held, ...own]);
}

function distinct(identities: readonly SerialIdentity[], limit: number): SerialIdentity[] {
  const byKey = new Map(identities.map((one) => [JSON.stringify([one.productId, one.serialKey]), one]));
  return [...byKey.values()].slice(0, limit);
}

/**
 * Finds serials by what a person typed or scanned: the exact serial first, then
 * serials that begin so, then those of the range that the text is or may be
 * (`SN010-SN019`, `SN010+9`), then the serials of products whose code or label
 * holds the text. Serials known only from the queue are found too. Empty text
 * finds nothing.
 */
export async function searchSerials(
  db: DouchetteDatabase,
  input: { text: string; limit: number }
): Promise<SerialView[]> {
  const { text, limit } = input;
  const keys = possibleKeys(text);
  if (keys.length === 0 || limit < 1) return [];
  const found = await startingWith(db, keys, limit);
  if (found.length < limit) {
    const lists = await Promise.all(keys.map((key) => within(db, key, limit)));
    found.push(...inOrder(lists.flat()));
  }
  if (found.length < limit) {
    for (const product of await searchProducts(db, text, 5, { archived: true })) {
      found.push(...(await ofProduct(db, product.id, limit)));
    }
  }
  return readSerialViews(db, distinct(found, limit));
}

/**
 * The serials that read exactly so, one for each product that has it: makers do
 * reuse a serial number across products.
 */
export async function findSerialsByKey(db: DouchetteDatabase, serialText: string): Promise<SerialView[]> {
  const keys = possibleKeys(serialText);
  const [held, own] = await Promise.all([
    serialsOfKeys(db, keys),
    db.outbox.where('serialKey').anyOf(keys).toArray()
  ]);
  const identities = identitiesOf([...held, ...own]);
  return readSerialViews(db, distinct(identities, identities.length));
}
