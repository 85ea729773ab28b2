import { isDeepStrictEqual } from 'node:util';
import type { SerialRow } from '../../src/lib/domain/serial/serial-row.ts';

/** What differs between a stored row and the one its movements give. */
export type RowField = Exclude<keyof SerialRow, 'productId' | 'serialKey' | 'warnings'>;

const compared: readonly RowField[] = [
  'serial',
  'state',
  'anomalies',
  'alias',
  'acceptances',
  'lastKey',
  'unresolvedIds',
  'movementCount'
];

/** Warnings are left out: they come from other serials (see `projections`). */
export function differingFields(stored: SerialRow, folded: SerialRow): RowField[] {
  return compared.filter((field) => !isDeepStrictEqual(stored[field], folded[field]));
}
