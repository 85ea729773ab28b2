import { countStock } from '../../domain/search/count-stock.ts';
import type { Anomaly } from '../../domain/serial/anomaly.ts';
import type { StockEntry } from '../../domain/stock/stock-state.ts';
import { stockToken } from '../../domain/stock/stock-token.ts';
import type { DouchetteDatabase } from '../database.ts';
import { openStockAnomalies } from '../to-stored.ts';
import { ownInState, readAhead } from './own-rows.ts';
import { readSerialIndex } from './search-serials-list.ts';
import { admitsStock, readStockRows, type StockFilter, type StockView } from './stock-rows.ts';

/** What this device knows of a product in one place and lot; `stockState` of the domain makes lines of it. */
export interface HeldStock extends StockEntry {
  standing: StockView['standing'];
  /** Anomalies of the quantity that wait for a person. */
  anomalies: Anomaly[];
}

function fromRow({ row, standing }: StockView): HeldStock {
  const { productId, locationId, lot, quantityMicros } = row;
  const anomalies = openStockAnomalies(row);
  return { productId, locationId, lot, quantityMicros, serials: 0, quarantined: 0, standing, anomalies };
}

/** Products of which own scans of serials are not confirmed: their counts may change yet. */
async function readUnconfirmed(db: DouchetteDatabase): Promise<Set<string>> {
  const [waiting, ahead] = await Promise.all([ownInState(db, 'waiting').toArray(), readAhead(db)]);
  return new Set([...waiting, ...ahead].flatMap(({ productId }) => productId ?? []));
}

const isWorthALine = ({ quantityMicros, serials, standing, anomalies }: HeldStock): boolean =>
  quantityMicros !== 0 || serials > 0 || standing !== 'confirmed' || anomalies.length > 0;

/**
 * Quantities and serials in stock by product, place and lot, own movements layered
 * on. Where there is nothing is left out, unless something is wrong there or an own
 * movement waits. Offline too; inside a live query it follows the database.
 */
export async function readStockEntries(
  db: DouchetteDatabase,
  filter: StockFilter = {}
): Promise<HeldStock[]> {
  const [rows, index, unconfirmed] = await Promise.all([
    readStockRows(db, filter),
    readSerialIndex(db),
    readUnconfirmed(db)
  ]);
  const entries = new Map(rows.map((view) => [stockToken(view.row), fromRow(view)]));
  for (const count of countStock(index)) {
    if (!admitsStock(filter, count)) continue;
    const token = stockToken(count);
    const { quantityMicros = 0, anomalies = [], standing = 'confirmed' } = entries.get(token) ?? {};
    const isOpen = standing === 'confirmed' && unconfirmed.has(count.productId);
    entries.set(token, { ...count, quantityMicros, anomalies, standing: isOpen ? 'provisional' : standing });
  }
  return [...entries]
    .filter(([, entry]) => isWorthALine(entry))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, entry]) => entry);
}
