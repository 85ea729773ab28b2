import type { VersionedStockRow } from '../../../src/lib/protocol/rows.ts';
import { jsonUnlessEmpty, listOf } from './row-codec.ts';

/** A row of the table `stock`. No place and no lot are empty texts, so that a unique index holds them. */
export interface StockRecord {
  id: number;
  product_id: string;
  location_id: string;
  lot: string;
  quantity_micros: number;
  anomalies: string | null;
  acceptances: string | null;
  last_key: string | null;
  unresolved_ids: string | null;
  movement_count: number;
  version: number;
}

export const stockColumns =
  's.id, s.product_id, s.location_id, s.lot, s.quantity_micros, s.anomalies, s.acceptances, s.last_key, s.unresolved_ids, s.movement_count, s.version';

const orNull = (text: string): string | null => (text === '' ? null : text);

export function toStockRow(record: StockRecord): VersionedStockRow {
  return {
    productId: record.product_id,
    locationId: orNull(record.location_id),
    lot: orNull(record.lot),
    quantityMicros: record.quantity_micros,
    anomalies: listOf<VersionedStockRow['anomalies']>(record.anomalies),
    acceptances: listOf<VersionedStockRow['acceptances']>(record.acceptances),
    lastKey: record.last_key ? (JSON.parse(record.last_key) as VersionedStockRow['lastKey']) : null,
    unresolvedIds: listOf<string[]>(record.unresolved_ids),
    movementCount: record.movement_count,
    version: record.version
  };
}

/** The columns that a movement may change, in the order of `setStockRow`. */
export function stockValues(row: VersionedStockRow): (string | number | null)[] {
  return [
    row.quantityMicros,
    jsonUnlessEmpty(row.anomalies),
    jsonUnlessEmpty(row.acceptances),
    row.lastKey && JSON.stringify(row.lastKey),
    jsonUnlessEmpty(row.unresolvedIds),
    row.movementCount,
    row.version
  ];
}

/** Writes `stockValues` to the row with the id that follows them. */
export const setStockRow = `
  UPDATE stock SET quantity_micros = ?, anomalies = ?, acceptances = ?, last_key = ?,
    unresolved_ids = ?, movement_count = ?, version = ? WHERE id = ?`;
