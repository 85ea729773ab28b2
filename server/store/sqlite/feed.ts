import type { Change, Cursor } from '../../../src/lib/protocol/pull.ts';
import type { ChangePage, RowPage, SerialIdentity, Snapshot } from '../store.ts';
import { createCatalogueReader } from './catalogue.ts';
import { movementFrom, movementSelect, toCommitted, type MovementRecord } from './movement-codec.ts';
import type { Query, SqliteDatabase } from './open-database.ts';
import { rowColumns, toRow, type SerialRecordRow } from './row-codec.ts';

/** A movement with the row of its serial, whose columns are all null when it has none. */
type FeedRecord = MovementRecord & { device_name: string | null } & (SerialRecordRow | { id: null });

function toChange(record: FeedRecord): Change {
  return {
    type: 'movement',
    seq: record.seq,
    committed: toCommitted(record),
    row: record.id === null ? null : toRow(record),
    stock: []
  };
}

/** Reading in commit order, and the first sync. Each call reads one moment of the database. */
export function createFeed(client: SqliteDatabase, query: Query, epoch: string) {
  const catalogue = createCatalogueReader(query);
  const rowList = rowColumns.map((column) => `s.${column}`).join(', ');
  const lastSeq = client.prepare<[], number>('SELECT last_seq FROM feed').pluck();
  const countRows = client.prepare<[], number>('SELECT count(*) FROM serial').pluck();
  const movementsAfter = client.prepare<[number, number], FeedRecord>(
    `SELECT ${movementSelect}, d.name AS device_name, s.id, ${rowList}
     FROM ${movementFrom}
     LEFT JOIN device d ON d.id = t.device_id
     LEFT JOIN serial s ON s.id = m.serial_id
     WHERE m.seq > ? ORDER BY m.seq LIMIT ?`
  );
  const rowsAfter = client.prepare<[string, string, number], SerialRecordRow>(
    `SELECT s.id, ${rowList} FROM serial s
     WHERE (product_id, serial_key) > (?, ?) ORDER BY product_id, serial_key LIMIT ?`
  );

  function changesSince({ cursor, limit }: { cursor: Cursor; limit: number }): ChangePage | null {
    if (cursor.epoch !== epoch || cursor.seq > (lastSeq.get() ?? 0)) return null;
    const found = [
      ...movementsAfter.all(cursor.seq, limit + 1).map(toChange),
      ...catalogue.changesAfter(cursor.seq, limit + 1)
    ];
    found.sort((a, b) => a.seq - b.seq);
    const changes = found.slice(0, limit);
    const seq = changes.at(-1)?.seq ?? cursor.seq;
    return { changes, cursor: { epoch, seq }, more: found.length > limit };
  }

  function readSnapshot(): Snapshot {
    return {
      catalogue: catalogue.readAll(),
      cursor: { epoch, seq: lastSeq.get() ?? 0 },
      serialCount: countRows.get() ?? 0,
      stock: []
    };
  }

  function readRows({ after, limit }: { after: SerialIdentity | null; limit: number }): RowPage {
    const found = rowsAfter.all(after?.productId ?? '', after?.serialKey ?? '', limit + 1);
    const rows = found.slice(0, limit).map(toRow);
    const last = found.length > limit ? rows.at(-1) : undefined;
    return { rows, next: last ? { productId: last.productId, serialKey: last.serialKey } : null };
  }

  return {
    changesSince: client.transaction(changesSince),
    readSnapshot: client.transaction(readSnapshot),
    readRows
  };
}
