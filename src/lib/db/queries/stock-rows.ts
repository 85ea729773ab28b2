import { stockKeysOf, type StockKey } from '../../domain/stock/stock-effect.ts';
import { stockToken } from '../../domain/stock/stock-token.ts';
import type { DouchetteDatabase } from '../database.ts';
import type { OutboxRow, StoredStockRow } from '../schema.ts';
import { layerStock, type StockView } from '../stock-layers.ts';
import { ownInState, readAhead } from './own-rows.ts';

export type { StockView } from '../stock-layers.ts';

/** What is left out is not asked about; null asks for goods without place or lot. */
export interface StockFilter {
  productId?: string | undefined;
  locationId?: string | null | undefined;
  lot?: string | null | undefined;
}

/** Does a stock key answer to a filter? */
export function admitsStock(filter: StockFilter, key: StockKey): boolean {
  return (['productId', 'locationId', 'lot'] as const).every(
    (field) => filter[field] === undefined || filter[field] === key[field]
  );
}

/** Own movements without serial that a row may not hold yet. */
async function readOwn(db: DouchetteDatabase): Promise<OutboxRow[]> {
  const [waiting, parked, ahead] = await Promise.all([
    ownInState(db, 'waiting').toArray(),
    ownInState(db, 'parked').toArray(),
    readAhead(db)
  ]);
  return [...waiting, ...parked, ...ahead].filter(({ stockKeys }) => (stockKeys?.length ?? 0) > 0);
}

function readStored(
  db: DouchetteDatabase,
  { productId, locationId }: StockFilter
): Promise<StoredStockRow[]> {
  if (productId !== undefined) return db.stock.where('productId').equals(productId).toArray();
  // No index holds rows without a place.
  if (typeof locationId === 'string') return db.stock.where('locationId').equals(locationId).toArray();
  return db.stock.toArray();
}

function groupedByToken<Row extends { stockKeys?: string[] | undefined }>(
  rows: readonly Row[]
): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    for (const token of row.stockKeys ?? []) groups.set(token, [...(groups.get(token) ?? []), row]);
  }
  return groups;
}

/**
 * The stock rows known here, with own movements layered on them: quantities only,
 * serials are counted by `readStockEntries`. By product, place and lot.
 */
export function readStockRows(db: DouchetteDatabase, filter: StockFilter = {}): Promise<StockView[]> {
  // One transaction: a page of the feed stored between two reads would show a movement twice.
  return db.transaction('r', db.stock, db.outbox, db.movements, db.feed, async () => {
    const [stored, own, cursor] = await Promise.all([
      readStored(db, filter),
      readOwn(db),
      db.readFeed('cursor')
    ]);
    const keys = new Map<string, StockKey>(stored.map((row) => [row.key, row]));
    for (const key of own.flatMap(({ movement }) => stockKeysOf(movement))) keys.set(stockToken(key), key);
    const rows = new Map(stored.map((row) => [row.key, row]));
    const ownOf = groupedByToken(own);
    const pulled = await db.movements
      .where('stockKeys')
      .anyOf([...ownOf.keys()])
      .toArray();
    const pulledOf = groupedByToken(pulled);
    return [...keys]
      .filter(([, key]) => admitsStock(filter, key))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([token, stockKey]): StockView[] => {
        const layers = { own: ownOf.get(token) ?? [], pulled: pulledOf.get(token) ?? [] };
        const view = layerStock({ stockKey, row: rows.get(token), cursor, ...layers });
        return view ? [view] : [];
      });
  });
}
