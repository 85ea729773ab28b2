import { foldable, type FoldableMovement, type Movement } from '../../../src/lib/domain/movement/movement.ts';
import type { VersionedRow, VersionedStockRow } from '../../../src/lib/protocol/rows.ts';
import type { Step } from '../upkeep.ts';
import { movementFrom, movementSelect, toCommitted, toStamp, type MovementRecord } from './movement-codec.ts';
import type { SqliteDatabase } from './open-database.ts';
import { rowColumns, toRow, type SerialRecordRow } from './row-codec.ts';
import { stockColumns, toStockRow, type StockRecord } from './stock-codec.ts';

type HistoryRecord = MovementRecord & { row_id: number; device_name: string | null; archived: number };

/** A row with all the movements it is folded from. */
export interface RowHistory<Row> {
  id: number;
  row: Row;
  records: HistoryRecord[];
}

export const toHistory = (records: readonly HistoryRecord[]): FoldableMovement[] =>
  records.map((record) => foldable(JSON.parse(record.payload) as Movement, toStamp(record)));

export const toCommittedHistory = (records: readonly HistoryRecord[]) => records.map(toCommitted);

const selected = `${movementSelect}, m.payload = '' AS archived, d.name AS device_name`;
const named = `${movementFrom} LEFT JOIN device d ON d.id = t.device_id`;

/** Reads rows with their histories, step by step, each step in one moment of the database. */
function createReader<Found extends { id: number }, Row>(
  client: SqliteDatabase,
  source: { rows: string; movements: string; toRow: (found: Found) => Row }
): (step: Pick<Step, 'after' | 'limit'>) => RowHistory<Row>[] {
  const rowsAfter = client.prepare<[number, number], Found>(source.rows);
  const movementsOf = client.prepare<[number, number], HistoryRecord>(source.movements);
  return client.transaction(({ after, limit }: Pick<Step, 'after' | 'limit'>): RowHistory<Row>[] => {
    const rows = rowsAfter.all(after, limit);
    const [first, last] = [rows[0], rows.at(-1)];
    if (!first || !last) return [];
    const histories = new Map<number, RowHistory<Row>>(
      rows.map((found) => [found.id, { id: found.id, row: source.toRow(found), records: [] }])
    );
    for (const record of movementsOf.all(first.id, last.id))
      histories.get(record.row_id)?.records.push(record);
    return [...histories.values()];
  });
}

export const createSerialSteps = (client: SqliteDatabase) =>
  createReader<SerialRecordRow, VersionedRow>(client, {
    rows: `SELECT id, ${rowColumns.join(', ')} FROM serial WHERE id > ? ORDER BY id LIMIT ?`,
    movements: `SELECT ${selected}, m.serial_id AS row_id FROM ${named}
      WHERE m.serial_id BETWEEN ? AND ? ORDER BY m.serial_id, m.seq`,
    toRow
  });

export const createStockSteps = (client: SqliteDatabase) =>
  createReader<StockRecord, VersionedStockRow>(client, {
    rows: `SELECT ${stockColumns} FROM stock s WHERE id > ? ORDER BY id LIMIT ?`,
    movements: `SELECT ${selected}, sm.stock_id AS row_id FROM stock_movement sm JOIN ${named}
      WHERE sm.stock_id BETWEEN ? AND ? AND m.seq = sm.seq ORDER BY sm.stock_id, m.seq`,
    toRow: toStockRow
  });
