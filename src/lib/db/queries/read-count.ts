import { areaOf, isInArea, type CountArea } from '../../domain/count/count-scope.ts';
import {
  countSerials,
  type CountedRow,
  type SerialCount,
  type Sighting
} from '../../domain/count/count-serials.ts';
import { differenceOfCount, type QuantityDifference } from '../../domain/count/count-quantity.ts';
import { documentKey } from '../../domain/document/document-key.ts';
import type { Document } from '../../domain/document/document.ts';
import { liveMovementIds } from '../../domain/movement/liveness.ts';
import { foldable, type FoldableMovement } from '../../domain/movement/movement.ts';
import { compareOrderKeys, orderKey } from '../../domain/movement/order.ts';
import { serialKey } from '../../domain/serial/serial-identity.ts';
import { everySerial, type SerialQuery } from '../../domain/serial/serial-query.ts';
import { stockKeysOf, type StockKey } from '../../domain/stock/stock-effect.ts';
import { stockToken } from '../../domain/stock/stock-token.ts';
import type { DouchetteDatabase } from '../database.ts';
import { movementsOfDocument } from './documents.ts';
import { listSerials } from './search-serials-list.ts';
import { readSerialViews, type SerialView } from './serial-view.ts';
import { ownInState, readAhead } from './own-rows.ts';
import { readStockRows } from './stock-rows.ts';

/** So much of a product was counted in a place; the latest count of it. */
export interface CountedQuantity extends StockKey {
  quantityMicros: number;
  movementId: string;
  /** Null where this device does not hold the whole history: the server knows. */
  difference: QuantityDifference | null;
}

/** Goods without serial in the area that nobody has counted yet. */
export interface UncountedQuantity extends StockKey {
  /** As this device knows it. */
  quantityMicros: number;
}

/** How a count stands, as this device knows it. */
export interface CountStanding extends SerialCount {
  counted: CountedQuantity[];
  uncounted: UncountedQuantity[];
}

const toCountedRow = ({ row, serverVersion }: SerialView): CountedRow => ({
  ...row,
  version: serverVersion ?? 0
});

/** What a count looks at, by the places this device knows. */
export async function countArea(db: DouchetteDatabase, { scope }: Document): Promise<CountArea> {
  const everywhere = { siteId: null, locationId: null, productId: null };
  return areaOf(scope ?? everywhere, await db.locations.toArray());
}

/** The counts made under a document that stand, in the order everyone folds in. */
export async function liveCounts(db: DouchetteDatabase, document: Document): Promise<FoldableMovement[]> {
  const movements = await movementsOfDocument(db, document.number);
  const live = liveMovementIds(movements);
  return movements
    .filter(({ id, kind }) => kind === 'count' && live.has(id))
    .sort((a, b) => compareOrderKeys(orderKey(a), orderKey(b)));
}

async function toSightings(
  db: DouchetteDatabase,
  counts: readonly FoldableMovement[]
): Promise<(Sighting & { productId: string })[]> {
  const [pulled, products] = await Promise.all([
    db.movements.bulkGet(counts.map(({ id }) => id)),
    db.products.bulkGet(counts.map(({ productId }) => productId ?? ''))
  ]);
  return counts.flatMap((movement, place) => {
    const { productId, serial } = movement;
    if (productId === null || serial === undefined) return [];
    const rule = { exactCase: products[place]?.exactCase ?? false };
    return [{ productId, movement, serialKey: serialKey(serial, rule), seq: pulled[place]?.seq ?? null }];
  });
}

async function rowsInArea(db: DouchetteDatabase, { scope }: Document): Promise<SerialView[]> {
  const { siteId = null, locationId = null, productId = null } = scope ?? {};
  const query: SerialQuery = { ...everySerial, statuses: ['in-stock'], siteId, locationId, productId };
  const listing = await listSerials(db, query);
  return listing.rows(0, listing.total);
}

/** Is a movement a count under this document? */
export const isCountOf =
  ({ number }: Document) =>
  ({ kind, document }: FoldableMovement): boolean =>
    kind === 'count' && document !== undefined && documentKey(document) === documentKey(number);

/** Of each key its difference, where this device holds all that the server's row was made of. */
async function readDifferences(
  db: DouchetteDatabase,
  document: Document,
  keys: readonly (readonly [token: string, key: StockKey])[]
): Promise<Map<string, QuantityDifference | null>> {
  const tokens = keys.map(([token]) => token);
  const [pulled, rows, waiting, ahead] = await Promise.all([
    db.movements.where('stockKeys').anyOf(tokens).distinct().toArray(),
    db.stock.bulkGet(tokens),
    ownInState(db, 'waiting').toArray(),
    readAhead(db)
  ]);
  return new Map(
    keys.map(([token, key], at) => {
      const held = pulled.filter(({ stockKeys }) => stockKeys?.includes(token));
      const own = [...waiting, ...ahead].filter(({ stockKeys }) => stockKeys?.includes(token));
      if (held.length < (rows[at]?.movementCount ?? 0)) return [token, null];
      const movements = [
        ...own.map(({ movement, acknowledgement }) => foldable(movement, acknowledgement)),
        ...held.map(({ committed }) => foldable(committed.movement, committed.stamp))
      ];
      return [token, differenceOfCount({ key, movements, isOfCount: isCountOf(document) })];
    })
  );
}

async function readQuantities(
  db: DouchetteDatabase,
  document: Document,
  area: CountArea,
  counts: readonly FoldableMovement[]
): Promise<Pick<CountStanding, 'counted' | 'uncounted'>> {
  const counted = new Map(
    counts.flatMap((movement) =>
      stockKeysOf(movement).map((key): [string, CountedQuantity] => [
        stockToken(key),
        { ...key, quantityMicros: movement.quantityMicros, movementId: movement.id, difference: null }
      ])
    )
  );
  const rows = await readStockRows(db);
  const uncounted = rows.flatMap(({ row: { productId, locationId, lot, quantityMicros } }) => {
    const key = { productId, locationId, lot };
    const isAsked = quantityMicros !== 0 && isInArea(area, key) && !counted.has(stockToken(key));
    return isAsked ? [{ ...key, quantityMicros }] : [];
  });
  const differences = await readDifferences(db, document, [...counted]);
  const told = [...counted].map(([token, one]) => ({ ...one, difference: differences.get(token) ?? null }));
  return { counted: told, uncounted };
}

/**
 * How a count stands here: what was found and what not, own scans that wait
 * included. Offline too; inside a live query it follows the database.
 */
export async function readCount(db: DouchetteDatabase, document: Document): Promise<CountStanding> {
  const [area, counts] = await Promise.all([countArea(db, document), liveCounts(db, document)]);
  const [sightings, inArea, quantities] = await Promise.all([
    toSightings(db, counts),
    rowsInArea(db, document),
    readQuantities(db, document, area, counts)
  ]);
  const known = new Set(
    inArea.map(({ row }) => stockToken({ ...row, locationId: null, lot: row.serialKey }))
  );
  const elsewhere = sightings.filter(
    ({ productId, serialKey: key }) => !known.has(stockToken({ productId, locationId: null, lot: key }))
  );
  const sighted = await readSerialViews(db, elsewhere);
  const rows = [...inArea, ...sighted].map(toCountedRow);
  return { ...countSerials({ area, openedAt: document.openedAt, rows, sightings }), ...quantities };
}
