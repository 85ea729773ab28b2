import type { SerialCount } from '../../src/lib/domain/search/count-stock.ts';
import type { StockEntry } from '../../src/lib/domain/stock/stock-state.ts';
import { stockToken } from '../../src/lib/domain/stock/stock-token.ts';
import type { VersionedStockRow } from '../../src/lib/protocol/rows.ts';

/** Quantities and counted serials as one list, each product, place and lot once. */
export function stockEntries(
  rows: readonly VersionedStockRow[],
  serials: readonly SerialCount[]
): StockEntry[] {
  const entries = new Map<string, StockEntry>();
  for (const { productId, locationId, lot, quantityMicros } of rows) {
    const entry = { productId, locationId, lot, quantityMicros, serials: 0, quarantined: 0 };
    entries.set(stockToken(entry), entry);
  }
  // Few products are held both ways: the others need no key, which is dear where serials lie in many places.
  const byQuantity = new Set(rows.map(({ productId }) => productId));
  const bySerial: StockEntry[] = [];
  for (const count of serials) {
    const token = byQuantity.has(count.productId) ? stockToken(count) : null;
    const entry = token === null ? undefined : entries.get(token);
    if (entry) Object.assign(entry, count);
    else bySerial.push({ ...count, quantityMicros: 0 });
  }
  return [...entries.values(), ...bySerial];
}
