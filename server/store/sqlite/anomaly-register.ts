import type { Movement } from '../../../src/lib/domain/movement/movement.ts';
import { anomalyChanges, type AnomalyEnd, type Flagged } from '../anomaly-changes.ts';
import type { SqliteDatabase } from './open-database.ts';

/** What a row is of: a serial, or the stock of a place and lot. */
export interface FlaggedPlace {
  productId: string;
  serialKey: string | null;
  locationId: string | null;
  lot: string | null;
}

export interface FlaggedChange {
  place: FlaggedPlace;
  before: Flagged | undefined;
  after: Flagged;
  /** Those that made the difference, in commit order. */
  movements: readonly Movement[];
}

/** Keeps the register of anomalies in step with the rows, inside the transaction that changes them. */
export function createAnomalyRegister(client: SqliteDatabase): (change: FlaggedChange, at: number) => void {
  const open = client.prepare(
    `INSERT INTO anomaly (id, against_movement_id, opened_at, type, product_id, serial_key, location_id, lot, movement_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET against_movement_id = excluded.against_movement_id,
       opened_at = CASE WHEN closed_at IS NULL THEN opened_at ELSE excluded.opened_at END,
       closed_at = NULL, closing = NULL, closed_by = NULL`
  );
  const close = client.prepare<[number, AnomalyEnd['closing'], string, string]>(
    'UPDATE anomaly SET closed_at = ?, closing = ?, closed_by = ? WHERE id = ?'
  );
  return ({ place, before, after, movements }, at) => {
    const changes = anomalyChanges({ before, after, movements });
    if (!changes) return;
    const { productId, serialKey, locationId, lot } = place;
    for (const { id, type, movementId, againstMovementId } of changes.opened) {
      open.run(id, againstMovementId, at, type, productId, serialKey, locationId, lot, movementId);
    }
    for (const { anomaly, closing, closedBy } of changes.closed) close.run(at, closing, closedBy, anomaly.id);
  };
}
