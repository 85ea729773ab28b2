import type { StockKey } from '../../../src/lib/domain/stock/stock-effect.ts';
import type { StockRow } from '../../../src/lib/domain/stock/stock-row.ts';
import type { CommittedMovement, VersionedStockRow } from '../../../src/lib/protocol/rows.ts';
import type { Commit } from '../plan-batch.ts';
import { neverPurged } from '../purge.ts';
import { reconcileStock, touchedStock, type TouchedStock } from '../stock.ts';
import { createStockHistories } from './kept-history.ts';
import { movementFrom, movementSelect, toCommitted, type MovementRecord } from './movement-codec.ts';
import type { SqliteDatabase } from './open-database.ts';
import { setStockRow, stockColumns, stockValues, toStockRow, type StockRecord } from './stock-codec.ts';

/** What a stock row was, and what a batch has made of it. */
export interface StockChange {
  before: VersionedStockRow | undefined;
  after: VersionedStockRow;
  commits: readonly Commit[];
}

/** Writes the stock rows of a batch inside its transaction, and reads them. */
export function createStockRows(client: SqliteDatabase) {
  const { keptHistory } = createStockHistories(client);
  const statements = {
    byKey: client.prepare<[string, string, string], StockRecord>(
      `SELECT ${stockColumns} FROM stock s WHERE product_id = ? AND location_id = ? AND lot = ?`
    ),
    named: client.prepare<[number], MovementRecord & { device_name: string | null }>(
      `SELECT ${movementSelect}, d.name AS device_name FROM stock_movement sm JOIN ${movementFrom}
       LEFT JOIN device d ON d.id = t.device_id WHERE sm.stock_id = ? AND m.seq = sm.seq ORDER BY m.seq`
    ),
    add: client.prepare(
      `INSERT INTO stock (quantity_micros, anomalies, acceptances, last_key, unresolved_ids, movement_count,
         version, product_id, location_id, lot) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
    ),
    set: client.prepare(setStockRow),
    link: client.prepare<[number, number]>('INSERT INTO stock_movement (stock_id, seq) VALUES (?, ?)'),
    ofMovement: client.prepare<[number], StockRecord>(
      `SELECT ${stockColumns} FROM stock_movement sm JOIN stock s ON s.id = sm.stock_id
       WHERE sm.seq = ? ORDER BY s.location_id, s.lot`
    ),
    all: client.prepare<[], StockRecord>(
      `SELECT ${stockColumns} FROM stock s ORDER BY s.product_id, s.location_id, s.lot`
    )
  };

  function write(touched: TouchedStock): StockChange {
    const { key, commits } = touched;
    const record = statements.byKey.get(key.productId, key.locationId ?? '', key.lot ?? '');
    const before = record && toStockRow(record);
    const history = () => (record ? keptHistory(record.id) : neverPurged<StockRow>([]));
    const after = reconcileStock({ row: before, touched, history });
    const stockId = record ? record.id : add(after);
    if (record) statements.set.run(...stockValues(after), stockId);
    for (const { stamp } of commits) statements.link.run(stockId, stamp.seq);
    return { before, after, commits };
  }

  function add(row: VersionedStockRow): number {
    const key = [row.productId, row.locationId ?? '', row.lot ?? ''];
    return Number(statements.add.run(...stockValues(row), ...key).lastInsertRowid);
  }

  return {
    /** Call it once the batch's movements are written. */
    reconcile: (commits: readonly Commit[]): StockChange[] => touchedStock(commits).map(write),
    ofMovement: (seq: number): VersionedStockRow[] => statements.ofMovement.all(seq).map(toStockRow),
    movementsOf: ({ productId, locationId, lot }: StockKey): CommittedMovement[] => {
      const record = statements.byKey.get(productId, locationId ?? '', lot ?? '');
      return record ? statements.named.all(record.id).map(toCommitted) : [];
    },
    all: (): VersionedStockRow[] => statements.all.all().map(toStockRow)
  };
}
