import { foldable, type FoldableMovement, type Movement } from '../../../src/lib/domain/movement/movement.ts';
import type { HistorySpan } from '../../../src/lib/domain/movement/history-span.ts';
import type { StockRow } from '../../../src/lib/domain/stock/stock-row.ts';
import type { KeptHistory, SerialOpening } from '../purge.ts';
import { movementFrom, movementSelect, toStamp, type MovementRecord } from './movement-codec.ts';
import type { SqliteDatabase } from './open-database.ts';

const toHistory = (records: readonly MovementRecord[]): FoldableMovement[] =>
  records.map((record) => foldable(JSON.parse(record.payload) as Movement, toStamp(record)));

interface Source {
  /** The movements of the row `?`, with the alias `m`. */
  movements: string;
  opening: string;
}

/** Of the serial, or of the stock row, with the id `?`. */
const sources = {
  serial: {
    movements: `${movementFrom} WHERE m.serial_id = ?`,
    opening: 'SELECT "row" FROM opening WHERE serial_id = ?'
  },
  stock: {
    movements: `stock_movement sm JOIN ${movementFrom} WHERE sm.stock_id = ? AND m.seq = sm.seq`,
    opening: 'SELECT "row" FROM stock_opening WHERE stock_id = ?'
  }
} satisfies Record<string, Source>;

/**
 * Reads histories that may lie partly in the archive. An opening holds while the
 * movements put away are exactly those it was folded from: a transfer may be put
 * away by one of its two places only, and a later purge may have to stop earlier.
 */
function createReader<Opening>(
  client: SqliteDatabase,
  { movements, opening }: Source,
  spanOf: (opening: Opening) => HistorySpan
) {
  const statements = {
    whole: client.prepare<[number], MovementRecord>(`SELECT ${movementSelect} FROM ${movements}`),
    recent: client.prepare<[number], MovementRecord>(
      `SELECT ${movementSelect} FROM ${movements} AND m.payload <> ''`
    ),
    archived: client
      .prepare<[number], number>(`SELECT count(*) FROM ${movements} AND m.payload = ''`)
      .pluck(),
    opening: client.prepare<[number], string>(opening).pluck()
  };

  function openingOf(id: number): Opening | null {
    const found = statements.opening.get(id);
    if (found === undefined) return null;
    const kept = JSON.parse(found) as Opening;
    return statements.archived.get(id) === spanOf(kept).movementCount ? kept : null;
  }

  return {
    wholeHistory: (id: number): FoldableMovement[] => toHistory(statements.whole.all(id)),
    keptHistory: (id: number): KeptHistory<Opening> => ({
      opening: openingOf(id),
      recent: () => toHistory(statements.recent.all(id)),
      whole: () => toHistory(statements.whole.all(id))
    })
  };
}

export const createSerialHistories = (client: SqliteDatabase) =>
  createReader<SerialOpening>(client, sources.serial, ({ row }) => row);

export const createStockHistories = (client: SqliteDatabase) =>
  createReader<StockRow>(client, sources.stock, (row) => row);
