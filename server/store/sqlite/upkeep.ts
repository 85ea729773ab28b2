import { projectSerial } from '../../../src/lib/domain/serial/serial-row.ts';
import { projectStock, type StockRow } from '../../../src/lib/domain/stock/stock-row.ts';
import type { VersionedRow, VersionedStockRow } from '../../../src/lib/protocol/rows.ts';
import { differingFields, differingStockFields } from '../compare-rows.ts';
import { planPurge, planStockPurge, type SerialOpening } from '../purge.ts';
import type { PurgeStep, RecalculateStep } from '../upkeep.ts';
import { createSerialSteps, createStockSteps } from './histories.ts';
import type { SqliteDatabase } from './open-database.ts';
import { changingColumns, changingValues } from './row-codec.ts';
import { createRowUpkeep, type UpkeepRows } from './row-upkeep.ts';
import { setStockRow, stockValues } from './stock-codec.ts';

function serialRows(client: SqliteDatabase): UpkeepRows<VersionedRow, SerialOpening> {
  const set = client.prepare(
    `UPDATE serial SET ${changingColumns.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`
  );
  return {
    readStep: createSerialSteps(client),
    plan: (row, cut) => planPurge({ identity: row, ...cut }),
    fold: (row, history) => {
      const { warnings, version } = row;
      const folded = projectSerial(row, history).row;
      return { folded: { ...folded, warnings, version }, fields: differingFields(row, folded) };
    },
    placeOf: ({ productId, serialKey }) => ({ productId, serialKey, locationId: null, lot: null }),
    openings: 'opening',
    changes: 'row_change',
    write: (row, id) => set.run(...changingValues(row), id)
  };
}

function stockRows(client: SqliteDatabase): UpkeepRows<VersionedStockRow, StockRow> {
  const set = client.prepare(setStockRow);
  return {
    readStep: createStockSteps(client),
    plan: (row, cut) => planStockPurge({ key: row, ...cut }),
    fold: (row, history) => {
      const folded = projectStock(row, history).row;
      return { folded: { ...folded, version: row.version }, fields: differingStockFields(row, folded) };
    },
    placeOf: ({ productId, locationId, lot }) => ({ productId, serialKey: null, locationId, lot }),
    openings: 'stock_opening',
    changes: 'stock_change',
    write: (row, id) => set.run(...stockValues(row), id)
  };
}

/** See `Upkeep`. Each step is one transaction. */
export function createUpkeep(client: SqliteDatabase) {
  const of = {
    serial: createRowUpkeep(client, serialRows(client)),
    stock: createRowUpkeep(client, stockRows(client))
  };
  const purging = client.transaction((step: PurgeStep) => of[step.of].purge(step));
  const recalculating = client.transaction((step: RecalculateStep) => of[step.of].recalculate(step));
  return {
    readPurgeable: (step: PurgeStep) => of[step.of].readPurgeable(step),
    purge: (step: PurgeStep) => purging.immediate(step),
    recalculate: (step: RecalculateStep) => recalculating.immediate(step)
  };
}
