import { isDeepStrictEqual } from 'node:util';
import type { SerialRow } from '../../src/lib/domain/serial/serial-row.ts';
import type { StockKey } from '../../src/lib/domain/stock/stock-effect.ts';
import type { StockRow } from '../../src/lib/domain/stock/stock-row.ts';

/** What differs between a stored row and the one its movements give. */
export type RowField = Exclude<keyof SerialRow, 'productId' | 'serialKey' | 'warnings'>;
export type StockField = Exclude<keyof StockRow, keyof StockKey>;

const ofSerials: readonly RowField[] = [
  'serial',
  'state',
  'anomalies',
  'alias',
  'acceptances',
  'lastKey',
  'unresolvedIds',
  'movementCount'
];

const ofStock: readonly StockField[] = [
  'quantityMicros',
  'anomalies',
  'acceptances',
  'lastKey',
  'unresolvedIds',
  'movementCount'
];

const differing = <Row, Field extends keyof Row>(
  fields: readonly Field[],
  stored: Row,
  folded: Row
): Field[] => fields.filter((field) => !isDeepStrictEqual(stored[field], folded[field]));

/** Warnings are left out: they come from other serials (see `warnNamesakes`). */
export const differingFields = (stored: SerialRow, folded: SerialRow): RowField[] =>
  differing(ofSerials, stored, folded);

export const differingStockFields = (stored: StockRow, folded: StockRow): StockField[] =>
  differing(ofStock, stored, folded);
