import { foldable, type FoldableMovement, type Movement } from '../../../src/lib/domain/movement/movement.ts';
import type { StockKey } from '../../../src/lib/domain/stock/stock-effect.ts';
import type { CommittedMovement, VersionedStockRow } from '../../../src/lib/protocol/rows.ts';
import type { Commit } from '../plan-batch.ts';
import { reconcileStock, touchedStock, type TouchedStock } from '../stock.ts';
import { movementFrom, movementSelect, toCommitted, toStamp, type MovementRecord } from './movement-codec.ts';
import type { SqliteDatabase } from './open-database.ts';
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

function changingValues(row: VersionedStockRow): (string | number | null)[] {
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

/** What a stock row was, and what a batch has made of it. */
export interface StockChange {
  before: VersionedStockRow | undefined;
  after: VersionedStockRow;
  commits: readonly Commit[];
}

/** Writes the stock rows of a batch inside its transaction, and reads them. */
export function createStockRows(client: SqliteDatabase) {
  const statements = {
    byKey: client.prepare<[string, string, string], StockRecord>(
      `SELECT ${stockColumns} FROM stock s WHERE product_id = ? AND location_id = ? AND lot = ?`
    ),
    history: client.prepare<[number], MovementRecord>(
      `SELECT ${movementSelect} FROM stock_movement sm JOIN ${movementFrom}
       WHERE sm.stock_id = ? AND m.seq = sm.seq`
    ),
    named: client.prepare<[number], MovementRecord & { device_name: string | null }>(
      `SELECT ${movementSelect}, d.name AS device_name FROM stock_movement sm JOIN ${movementFrom}
       LEFT JOIN device d ON d.id = t.device_id WHERE sm.stock_id = ? AND m.seq = sm.seq ORDER BY m.seq`
    ),
    add: client.prepare(
      `INSERT INTO stock (quantity_micros, anomalies, acceptances, last_key, unresolved_ids, movement_count,
         version, product_id, location_id, lot) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
    ),
    set: client.prepare(
      `UPDATE stock SET quantity_micros = ?, anomalies = ?, acceptances = ?, last_key = ?,
         unresolved_ids = ?, movement_count = ?, version = ? WHERE id = ?`
    ),
    link: client.prepare<[number, number]>('INSERT INTO stock_movement (stock_id, seq) VALUES (?, ?)'),
    ofMovement: client.prepare<[number], StockRecord>(
      `SELECT ${stockColumns} FROM stock_movement sm JOIN stock s ON s.id = sm.stock_id
       WHERE sm.seq = ? ORDER BY s.location_id, s.lot`
    ),
    all: client.prepare<[], StockRecord>(
      `SELECT ${stockColumns} FROM stock s ORDER BY s.product_id, s.location_id, s.lot`
    )
  };

  const historyOf = (stockId: number): FoldableMovement[] =>
    statements.history
      .all(stockId)
      .map((record) => foldable(JSON.parse(record.payload) as Movement, toStamp(record)));

  function write(touched: TouchedStock): StockChange {
    const { key, commits } = touched;
    const record = statements.byKey.get(key.productId, key.locationId ?? '', key.lot ?? '');
    const before = record && toStockRow(record);
    const history = () => (record ? historyOf(record.id) : []);
    const after = reconcileStock({ row: before, touched, history });
    const stockId = record ? record.id : add(after);
    if (record) statements.set.run(...changingValues(after), stockId);
    for (const { stamp } of commits) statements.link.run(stockId, stamp.seq);
    return { before, after, commits };
  }

  function add(row: VersionedStockRow): number {
    const key = [row.productId, row.locationId ?? '', row.lot ?? ''];
    return Number(statements.add.run(...changingValues(row), ...key).lastInsertRowid);
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
