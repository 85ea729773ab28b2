import type { Change, Cursor } from '../../../src/lib/protocol/pull.ts';
import type { VersionedStockRow } from '../../../src/lib/protocol/rows.ts';
import { readPage } from '../feed-page.ts';
import type { ChangePage, RowPage, SerialIdentity, Snapshot } from '../store.ts';
import { createCatalogueReader } from './catalogue.ts';
import { createDocumentReader } from './documents.ts';
import type { Epochs } from './epochs.ts';
import type { FeedHead } from './feed-head.ts';
import { movementFrom, movementSelect, toCommitted, type MovementRecord } from './movement-codec.ts';
import type { Query, SqliteDatabase } from './open-database.ts';
import { rowColumns, toRow, type SerialRecordRow } from './row-codec.ts';
import { stockColumns, toStockRow, type StockRecord } from './stock-codec.ts';
import { createStockRows } from './stock-rows.ts';

/** A movement with the row of its serial, whose columns are all null when it has none. */
type FeedRecord = MovementRecord & { device_name: string | null } & (SerialRecordRow | { id: null });

function toChange(record: FeedRecord, stock: VersionedStockRow[]): Change {
  return {
    type: 'movement',
    seq: record.seq,
    committed: toCommitted(record),
    row: record.id === null ? null : toRow(record),
    stock
  };
}

/** Reading in commit order, and the first sync. Each call reads one moment of the database. */
export function createFeed(
  client: SqliteDatabase,
  query: Query,
  { head, epochs }: { head: FeedHead; epochs: Epochs }
) {
  const catalogue = createCatalogueReader(query);
  const documents = createDocumentReader(client, query);
  const stock = createStockRows(client);
  const rowList = rowColumns.map((column) => `s.${column}`).join(', ');
  const cursorAt = (seq: number): Cursor => {
    const id = head.markAt(seq);
    return { epoch: epochs.present, seq, ...(id !== undefined && { id }) };
  };
  const countRows = client.prepare<[], number>('SELECT count(*) FROM serial').pluck();
  const movementsAfter = client.prepare<[number, number], FeedRecord>(
    `SELECT ${movementSelect}, d.name AS device_name, s.id, ${rowList}
     FROM ${movementFrom}
     LEFT JOIN device d ON d.id = t.device_id
     LEFT JOIN serial s ON s.id = m.serial_id
     WHERE m.seq > ? ORDER BY m.seq LIMIT ?`
  );
  const rowsChangedAfter = client.prepare<[number, number], SerialRecordRow & { seq: number }>(
    `SELECT c.seq, s.id, ${rowList} FROM row_change c JOIN serial s ON s.id = c.serial_id
     WHERE c.seq > ? ORDER BY c.seq LIMIT ?`
  );
  const stockChangedAfter = client.prepare<[number, number], StockRecord & { seq: number }>(
    `SELECT c.seq, ${stockColumns} FROM stock_change c JOIN stock s ON s.id = c.stock_id
     WHERE c.seq > ? ORDER BY c.seq LIMIT ?`
  );
  const rowsAfter = client.prepare<[string, string, number], SerialRecordRow>(
    `SELECT s.id, ${rowList} FROM serial s
     WHERE (serial_key, product_id) > (?, ?) ORDER BY serial_key, product_id LIMIT ?`
  );

  function changesAfter(seq: number, limit: number): Change[] {
    const found = [
      ...movementsAfter
        .all(seq, limit)
        .map((record) => toChange(record, record.id === null ? stock.ofMovement(record.seq) : [])),
      ...rowsChangedAfter
        .all(seq, limit)
        .map((record): Change => ({ type: 'row', seq: record.seq, row: toRow(record) })),
      ...stockChangedAfter
        .all(seq, limit)
        .map((record): Change => ({ type: 'stock', seq: record.seq, row: toStockRow(record) })),
      ...catalogue.changesAfter(seq, limit),
      ...documents.changesAfter(seq, limit)
    ];
    return found.sort((a, b) => a.seq - b.seq).slice(0, limit);
  }

  function changesSince(request: { cursor: Cursor; limit: number }): ChangePage | null {
    const { cursor } = request;
    if (cursor.epoch !== epochs.present || !head.holds(cursor)) return null;
    const page = readPage(request, changesAfter);
    return { ...page, cursor: cursorAt(page.cursor.seq) };
  }

  function readSnapshot(): Snapshot {
    return {
      catalogue: catalogue.readAll(),
      cursor: cursorAt(head.lastSeq()),
      serialCount: countRows.get() ?? 0,
      stock: stock.all(),
      documents: documents.present()
    };
  }

  function readRows({ after, limit }: { after: SerialIdentity | null; limit: number }): RowPage {
    const found = rowsAfter.all(after?.serialKey ?? '', after?.productId ?? '', limit + 1);
    const rows = found.slice(0, limit).map(toRow);
    const last = found.length > limit ? rows.at(-1) : undefined;
    return { rows, next: last ? { productId: last.productId, serialKey: last.serialKey } : null };
  }

  return {
    presentCursor: (): Cursor => cursorAt(head.lastSeq()),
    changesSince: client.transaction(changesSince),
    readSnapshot: client.transaction(readSnapshot),
    readRows
  };
}
