import { foldable, type FoldableMovement, type Movement } from '../../../src/lib/domain/movement/movement.ts';
import type { VersionedRow } from '../../../src/lib/protocol/rows.ts';
import type { Step } from '../upkeep.ts';
import { movementFrom, movementSelect, toCommitted, toStamp, type MovementRecord } from './movement-codec.ts';
import type { SqliteDatabase } from './open-database.ts';
import { rowColumns, toRow, type SerialRecordRow } from './row-codec.ts';

type HistoryRecord = MovementRecord & { serial_id: number; device_name: string | null; archived: number };

/** A serial with its row and all its movements. */
export interface SerialHistory {
  serialId: number;
  row: VersionedRow;
  records: HistoryRecord[];
}

export const toHistory = (records: readonly HistoryRecord[]): FoldableMovement[] =>
  records.map((record) => foldable(JSON.parse(record.payload) as Movement, toStamp(record)));

export const toCommittedHistory = (records: readonly HistoryRecord[]) => records.map(toCommitted);

/** Reads serials with their histories, step by step, each step in one moment of the database. */
export function createHistories(client: SqliteDatabase): (step: Step) => SerialHistory[] {
  const serials = client.prepare<[number, number], SerialRecordRow>(
    `SELECT id, ${rowColumns.join(', ')} FROM serial WHERE id > ? ORDER BY id LIMIT ?`
  );
  const movements = client.prepare<[number, number], HistoryRecord>(
    `SELECT ${movementSelect}, m.serial_id, m.payload = '' AS archived, d.name AS device_name
     FROM ${movementFrom} LEFT JOIN device d ON d.id = t.device_id
     WHERE m.serial_id BETWEEN ? AND ? ORDER BY m.serial_id, m.seq`
  );
  return client.transaction(({ after, limit }: Step): SerialHistory[] => {
    const rows = serials.all(after, limit);
    const [first, last] = [rows[0], rows.at(-1)];
    if (!first || !last) return [];
    const histories = new Map(
      rows.map((record) => [
        record.id,
        { serialId: record.id, row: toRow(record), records: [] as HistoryRecord[] }
      ])
    );
    for (const record of movements.all(first.id, last.id))
      histories.get(record.serial_id)?.records.push(record);
    return [...histories.values()];
  });
}
