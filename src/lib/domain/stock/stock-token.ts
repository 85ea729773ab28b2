import type { StockKey } from './stock-effect.ts';

/** One text for a stock key: ids hold no slash, and a lot, which may, comes last. */
export const stockToken = ({ productId, locationId, lot }: StockKey): string =>
  `${productId}/${locationId ?? ''}/${lot ?? ''}`;
