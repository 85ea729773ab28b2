import type { StockKey } from '../domain/stock/stock-effect.ts';
import { emptyStockRow, extendStockRow, projectStock, type StockRow } from '../domain/stock/stock-row.ts';
import { layer, type Layered, type LayerSources } from './layering.ts';
import type { StoredStockRow } from './schema.ts';

/** What a screen shows of the stock of one product, place and lot, serials aside. */
export type StockView = Layered<StockRow>;

export interface StockSources extends LayerSources<StoredStockRow> {
  stockKey: StockKey;
}

/** What is known here of one stock row; null when nothing is. */
export function layerStock(sources: StockSources): StockView | null {
  const { stockKey } = sources;
  return layer(sources, {
    plain: ({ version: _version, open: _open, key: _key, ...row }) => row,
    empty: () => emptyStockRow(stockKey),
    extend: extendStockRow,
    project: (movements) => projectStock(stockKey, movements).row
  });
}
