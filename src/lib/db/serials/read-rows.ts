import type { Table, Transaction } from 'dexie';
import { rangeEnds, rangeHolds, type SerialRange } from '../../domain/serial/serial-range.ts';
import { compareCodePoints } from '../../domain/text/compare-code-points.ts';
import type { DouchetteDatabase } from '../database.ts';
import type { SerialIdentity, Shelf, StoredRow } from '../schema.ts';
import { findRows, findStretch } from './find-in-segments.ts';
import { identityAt } from './key-order.ts';
import { shelfMemory } from './shelf.ts';

/**
 * Serials' rows as the server last sent them, wherever they are kept:
 *
 *   serials    rows that changed since ── wins, it is never the older one
 *   segments   sorted rows of the snapshot, found by the shelf
 *
 * Everything that reads such rows does it here. Serials are listed without own
 * movements, which `readSerialViews` layers on.
 */

type Key = [productId: string, serialKey: string];

const keyOf = ({ productId, serialKey }: SerialIdentity): Key => [productId, serialKey];
const toIdentity = ([productId, serialKey]: Key): SerialIdentity => ({ productId, serialKey });
const toText = (identity: SerialIdentity): string => JSON.stringify(keyOf(identity));

/** What a transaction has to cover to read rows. */
export const rowTables = (db: DouchetteDatabase): Table[] => [db.serials, db.segments, db.feed];

function reading<Value>(db: DouchetteDatabase, read: (transaction: Transaction) => Promise<Value>) {
  return db.transaction('r', rowTables(db), read);
}

/** What the index gives, since Dexie does not know of what sort a table's keys are. */
const identitiesOf = (keys: readonly unknown[]): SerialIdentity[] => (keys as Key[]).map(toIdentity);

const distinct = (identities: readonly SerialIdentity[]): SerialIdentity[] => [
  ...new Map(identities.map((one) => [toText(one), one])).values()
];

/** By code unit, as the table's index has it: beyond it, in characters that no maker prints, segments differ. */
const bySerial = (a: SerialIdentity, b: SerialIdentity): number =>
  a.serialKey < b.serialKey ? -1 : a.serialKey > b.serialKey ? 1 : 0;

/** The rows of the segments, read beside the mark that says whether the shelf in memory is the present one. */
async function segmentRows(
  db: DouchetteDatabase,
  identities: readonly SerialIdentity[]
): Promise<(StoredRow | undefined)[]> {
  const memory = shelfMemory(db);
  const last = memory.last;
  const guess = last && findRows(memory, last, identities);
  const shelf = await memory.read();
  if (guess && shelf === last) return guess;
  await guess;
  return shelf ? findRows(memory, shelf, identities) : [];
}

/** `readRows` inside a transaction over `rowTables`. */
export async function readRowsWithin(
  db: DouchetteDatabase,
  identities: readonly SerialIdentity[]
): Promise<(StoredRow | undefined)[]> {
  const [changed, settled] = await Promise.all([
    db.serials.bulkGet(identities.map(keyOf)),
    segmentRows(db, identities)
  ]);
  return identities.map((_, at) => changed[at] ?? settled[at]);
}

/** The rows of some serials, in the order asked; undefined where none is held. */
export const readRows = (
  db: DouchetteDatabase,
  identities: readonly SerialIdentity[]
): Promise<(StoredRow | undefined)[]> => reading(db, () => readRowsWithin(db, identities));

/** Lists what the table has, and behind it what the shelf has. */
function listBoth(
  db: DouchetteDatabase,
  changed: () => Promise<readonly unknown[]>,
  settled: (shelf: Shelf) => Promise<SerialIdentity[]>
): Promise<SerialIdentity[]> {
  return reading(db, async () => {
    const [keys, shelf] = await Promise.all([changed(), shelfMemory(db).read()]);
    return [...identitiesOf(keys), ...(shelf ? await settled(shelf) : [])];
  });
}

/** The serials of these keys, under whatever products. */
export async function serialsOfKeys(
  db: DouchetteDatabase,
  serialKeys: readonly string[]
): Promise<SerialIdentity[]> {
  const found = await listBoth(
    db,
    () =>
      db.serials
        .where('serialKey')
        .anyOf([...serialKeys])
        .primaryKeys(),
    async (shelf) => {
      const memory = shelfMemory(db);
      const lists: SerialIdentity[] = [];
      for (const from of new Set(serialKeys)) {
        const passes = (key: string): boolean => key === from;
        lists.push(...(await findStretch(memory, shelf, { from, passes, limit: Infinity })));
      }
      return lists;
    }
  );
  return distinct(found);
}

/** Serials that begin with one of some texts: the first ones in order, at least so many where there are. */
export async function serialsStartingWith(
  db: DouchetteDatabase,
  prefixes: readonly string[],
  limit: number
): Promise<SerialIdentity[]> {
  const found = await listBoth(
    db,
    () =>
      db.serials
        .where('serialKey')
        .startsWithAnyOf([...prefixes])
        .limit(limit)
        .primaryKeys(),
    async (shelf) => {
      const memory = shelfMemory(db);
      const lists: SerialIdentity[] = [];
      for (const from of prefixes) {
        const passes = (key: string): boolean => key.startsWith(from);
        lists.push(...(await findStretch(memory, shelf, { from, passes, limit })));
      }
      return lists;
    }
  );
  return distinct(found);
}

/** Serials of a range, under whatever products: the first ones in order, at least so many where there are. */
export async function serialsWithin(
  db: DouchetteDatabase,
  range: SerialRange,
  limit: number
): Promise<SerialIdentity[]> {
  const { first, last } = rangeEnds(range);
  const fits = (key: string): boolean => rangeHolds(range, key);
  const found = await listBoth(
    db,
    async () => {
      const between = await db.serials.where('serialKey').between(first, last, true, true).primaryKeys();
      return between.filter(([, key]) => fits(key)).slice(0, limit);
    },
    (shelf) => {
      const passes = (key: string): boolean => compareCodePoints(key, last) <= 0;
      return findStretch(shelfMemory(db), shelf, { from: first, passes, fits, limit });
    }
  );
  return distinct(found);
}

/** The first so many serials of a product, in order. */
export async function serialsOfProduct(
  db: DouchetteDatabase,
  productId: string,
  limit: number
): Promise<SerialIdentity[]> {
  const found = await listBoth(
    db,
    () =>
      db.serials
        .where('[productId+serialKey]')
        .between([productId, ''], [productId, '\uffff'], true, true)
        .limit(limit)
        .primaryKeys(),
    (shelf) => inSegmentsOf(db, shelf, { productId, limit })
  );
  return distinct(found).sort(bySerial).slice(0, limit);
}

async function inSegmentsOf(
  db: DouchetteDatabase,
  shelf: Shelf,
  wanted: { productId: string; limit: number }
): Promise<SerialIdentity[]> {
  const { productId, limit } = wanted;
  const having = new Set(await db.segments.where('products').equals(productId).primaryKeys());
  const found: SerialIdentity[] = [];
  for (const { hash } of shelf.notes.filter((note) => having.has(note.hash))) {
    const [opened] = await shelfMemory(db).open([hash]);
    if (!opened) continue;
    const { products, serialKeys } = opened.segment;
    const code = products.values.indexOf(productId);
    for (const [place, serialKey] of serialKeys.entries()) {
      if (products.at[place] !== code) continue;
      found.push({ productId, serialKey });
      if (found.length === limit) return found;
    }
  }
  return found;
}

/** Serials whose rows put them on a pallet or in a parcel; some may have left it since. */
export async function serialsLastIn(db: DouchetteDatabase, sscc: string): Promise<SerialIdentity[]> {
  const found = await listBoth(
    db,
    () => db.serials.where('state.container').equals(sscc).primaryKeys(),
    async (shelf) => {
      const having = new Set(await db.segments.where('containers').equals(sscc).primaryKeys());
      const lists: SerialIdentity[] = [];
      for (const { hash } of shelf.notes.filter((note) => having.has(note.hash))) {
        const [opened] = await shelfMemory(db).open([hash]);
        if (!opened) continue;
        const { containers } = opened.segment;
        const code = containers.values.indexOf(sscc);
        for (const [place, at] of containers.at.entries()) {
          if (at === code) lists.push(identityAt(opened.segment, place));
        }
      }
      return lists;
    }
  );
  return distinct(found);
}

/** Serials with an anomaly that waits for a person; some may have been settled since. */
export async function flaggedSerials(db: DouchetteDatabase): Promise<SerialIdentity[]> {
  const found = await listBoth(
    db,
    () => db.serials.where('open').equals(1).primaryKeys(),
    async ({ notes }) => notes.flatMap(({ open }) => open)
  );
  return distinct(found);
}

/** Of how many serials this device holds a row. */
export function countSerials(db: DouchetteDatabase): Promise<number> {
  return reading(db, async () => {
    const memory = shelfMemory(db);
    const shelf = await memory.read();
    if (!shelf) return db.serials.count();
    const changed = identitiesOf(await db.serials.toCollection().primaryKeys());
    const { isSettled } = memory;
    const unseen = changed.filter((identity) => !isSettled.has(toText(identity)));
    const found = await findRows(memory, shelf, unseen);
    for (const [at, identity] of unseen.entries()) isSettled.set(toText(identity), found[at] !== undefined);
    return shelf.count + changed.filter((identity) => !isSettled.get(toText(identity))).length;
  });
}
