import type { Movement } from '../../../src/lib/domain/movement/movement.ts';
import { anomalyChanges, type AnomalyEnd, type Flagged } from '../anomaly-changes.ts';
import type { FlaggedPlace } from '../flagged-place.ts';
import { movementFrom, payloadOf } from './movement-codec.ts';
import type { SqliteDatabase } from './open-database.ts';

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
    `INSERT INTO anomaly (id, type, product_id, serial_key, location_id, lot, opened_at,
       movement_id, device_id, operator_id, against_movement_id, against_device_id, against_operator_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET
       against_movement_id = excluded.against_movement_id, against_device_id = excluded.against_device_id,
       against_operator_id = excluded.against_operator_id,
       opened_at = CASE WHEN closed_at IS NULL THEN opened_at ELSE excluded.opened_at END,
       closed_at = NULL, closing = NULL, closed_by = NULL`
  );
  const maker = client.prepare<[string], { device_id: string; operator_id: string | null }>(
    `SELECT t.device_id, json_extract(${payloadOf}, '$.operator.id') AS operator_id
     FROM ${movementFrom} WHERE m.id = ?`
  );
  const close = client.prepare<[number, AnomalyEnd['closing'], string, string]>(
    'UPDATE anomaly SET closed_at = ?, closing = ?, closed_by = ? WHERE id = ?'
  );
  /** The movement with who made it, so that a person's or a device's anomalies are found without it. */
  function sideOf(movementId: string | null): (string | null)[] {
    const made = movementId === null ? undefined : maker.get(movementId);
    return [movementId, made?.device_id ?? null, made?.operator_id ?? null];
  }

  return ({ place, before, after, movements }, at) => {
    const changes = anomalyChanges({ before, after, movements });
    if (!changes) return;
    const { productId, serialKey, locationId, lot } = place;
    for (const { id, type, movementId, againstMovementId } of changes.opened) {
      const sides = [...sideOf(movementId), ...sideOf(againstMovementId)];
      open.run(id, type, productId, serialKey, locationId, lot, at, ...sides);
    }
    for (const { anomaly, closing, closedBy } of changes.closed) close.run(at, closing, closedBy, anomaly.id);
  };
}
