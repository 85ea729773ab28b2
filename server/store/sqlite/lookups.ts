import type { CommittedMovement } from '../../../src/lib/protocol/rows.ts';
import type { SerialIdentity, SerialRecord, StreamQuery, StreamState } from '../store.ts';
import { waitingScans } from '../unidentified.ts';
import { movementFrom, movementSelect, toCommitted, type MovementRecord } from './movement-codec.ts';
import type { SqliteDatabase } from './open-database.ts';
import { rowColumns, toRow, type SerialRecordRow } from './row-codec.ts';

type NamedRecord = MovementRecord & { device_name: string | null };

/** Questions about single serials. */
export function createLookups(client: SqliteDatabase) {
  const columns = rowColumns.join(', ');
  const row = client.prepare<[string, string], SerialRecordRow>(
    `SELECT id, ${columns} FROM serial WHERE product_id = ? AND serial_key = ?`
  );
  const named = `SELECT ${movementSelect}, d.name AS device_name
    FROM ${movementFrom} LEFT JOIN device d ON d.id = t.device_id`;
  const movementsOf = client.prepare<[number], NamedRecord>(`${named} WHERE m.serial_id = ? ORDER BY m.seq`);
  const ofGroup = client.prepare<[string], NamedRecord>(
    `${named} WHERE m.seq IN (SELECT seq FROM group_member WHERE group_id = ?) ORDER BY m.seq`
  );
  const unidentified = client.prepare<[], NamedRecord>(
    `${named} WHERE m.unidentified = 1 ORDER BY m.seq DESC`
  );

  const highest = client
    .prepare<[string, string], number>('SELECT highest FROM stream WHERE device_id = ? AND incarnation = ?')
    .pluck();
  const stored = client.prepare<[string], NamedRecord>(
    `SELECT ${movementSelect}, NULL AS device_name FROM json_each(?) j JOIN ${movementFrom} WHERE m.id = j.value`
  );

  function readStream({ deviceId, incarnation, ids }: StreamQuery): StreamState {
    return {
      highest: highest.get(deviceId, incarnation) ?? 0,
      stored: stored.all(JSON.stringify(ids)).map((record) => toCommitted(record).movement)
    };
  }

  function readSerial({ productId, serialKey }: SerialIdentity): SerialRecord | null {
    const record = row.get(productId, serialKey);
    return record ? { row: toRow(record), movements: movementsOf.all(record.id).map(toCommitted) } : null;
  }

  return {
    readSerial: client.transaction(readSerial),
    readStream: client.transaction(readStream),
    readGroup: (groupId: string): CommittedMovement[] => ofGroup.all(groupId).map(toCommitted),
    readUnidentified: ({ limit }: { limit: number }): CommittedMovement[] =>
      waitingScans(unidentified.all().map(toCommitted)).slice(0, limit)
  };
}
